package io.pepper.store.embedded.log;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.store.embedded.segment.ByteReader;
import io.pepper.store.embedded.segment.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * The binary form of a job: id, numbers, texts with their lengths, and the payload up to the end.
 * It is shorter than the JSON that consumers get, and keeps every byte as it is.
 */
final class JobBytes {
  private static final int NUMBERS = 7;
  private static final int MAX_BYTES_OF_A_CHAR = 3;

  private JobBytes() {}

  /** Returns how long the form is at most. */
  static int maxLength(Job job) {
    int chars = job.inTraceId().length() + job.lastError().length() + job.lastCode().length();
    return Long.BYTES
        + NUMBERS * Bytes.MAX_VARLONG_BYTES
        + chars * MAX_BYTES_OF_A_CHAR
        + job.payload().length;
  }

  /** Writes a job; returns where it ends. */
  static int write(Job job, byte[] out, int start) {
    Bytes.putLong(out, start, job.id().bits());
    int at = Bytes.putVarLong(out, start + Long.BYTES, job.attempts());
    at = Bytes.putVarLong(out, at, job.lastAttempt());
    at = Bytes.putVarLong(out, at, job.parked());
    at = Bytes.putVarLong(out, at, job.lastMillis());
    at = putText(job.inTraceId(), out, at);
    at = putText(job.lastError(), out, at);
    at = putText(job.lastCode(), out, at);
    byte[] payload = job.payload();
    System.arraycopy(payload, 0, out, at, payload.length);
    return at + payload.length;
  }

  private static int putText(String text, byte[] out, int start) {
    int length = text.length();
    int at = Bytes.putVarLong(out, start, length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= Byte.MAX_VALUE) {
        return putEncoded(text, out, start);
      }
      out[at++] = (byte) c;
    }
    return at;
  }

  private static int putEncoded(String text, byte[] out, int start) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    int at = Bytes.putVarLong(out, start, encoded.length);
    System.arraycopy(encoded, 0, out, at, encoded.length);
    return at + encoded.length;
  }

  static Job read(ByteReader in) {
    JobId id = new JobId(in.getLong());
    int attempts = (int) in.getVarLong();
    long lastAttempt = in.getVarLong();
    int parked = (int) in.getVarLong();
    long lastMillis = in.getVarLong();
    String trace = getText(in);
    String error = getText(in);
    String code = getText(in);
    byte[] payload = in.getRest();
    return new Job(id, trace, payload, attempts, lastAttempt, parked, error, code, lastMillis);
  }

  private static String getText(ByteReader in) {
    int length = (int) in.getVarLong();
    if (length == 0) {
      return "";
    }
    int start = in.position();
    in.skip(length);
    return new String(in.array(), start, length, StandardCharsets.UTF_8);
  }
}
