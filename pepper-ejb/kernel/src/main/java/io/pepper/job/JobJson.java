package io.pepper.job;

import io.pepper.json.GoJsonString;
import io.pepper.json.Utf8;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A job as stored and sent to consumers (docs/protocol.md, Stored jobs): byte for byte what the
 * original writes. Keys are added only when they are needed, after those of the original: {@code
 * lastError}, {@code lastCode} and {@code lastMillis} of the latest failure, when there is one, and
 * {@code contentBase64} with the exact bytes when the payload is not UTF-8, because JSON text
 * cannot carry such bytes ({@code content} then holds them as the original would, with U+FFFD).
 *
 * <p>An instance is one job ready to be written: its length is known before the first byte is
 * written, so that it goes straight into a larger buffer.
 */
public final class JobJson {
  private static final byte[] ID = ascii("{\"id\":\"");
  private static final byte[] TRACE = ascii("\",\"inTraceId\":\"");
  private static final byte[] CONTENT = ascii("\",\"content\":\"");
  private static final byte[] PARKED = ascii("\",\"retrying\":");
  private static final byte[] ATTEMPTS = ascii(",\"RetryTimes\":");
  private static final byte[] LAST_ATTEMPT = ascii(",\"RetryTime\":");
  private static final byte[] RETRY_STATE =
      ascii(",\"IsRetry\":false,\"BeginRetry\":false,\"RetryResidueTime\":0");
  private static final byte[] ERROR = ascii(",\"lastError\":\"");
  private static final byte[] CODE = ascii(",\"lastCode\":\"");
  private static final byte[] MILLIS = ascii(",\"lastMillis\":");
  private static final byte[] BASE64 = ascii(",\"contentBase64\":\"");
  private static final byte[] END = ascii("}");
  private static final byte[] QUOTE = ascii("\"");

  /** The shift that leaves 50 bits: ids of the format's first day, which no live job can have. */
  private static final int UNREADABLE_ID_SHIFT = 14;

  private static final byte[] NOTHING = {};
  private static final int FIXED_LENGTH =
      ID.length
          + TRACE.length
          + CONTENT.length
          + PARKED.length
          + ATTEMPTS.length
          + LAST_ATTEMPT.length
          + RETRY_STATE.length
          + END.length;

  private final Job job;
  private final GoJsonString trace;
  private final GoJsonString content;
  private final GoJsonString error;
  private final GoJsonString code;
  private final byte[] base64;

  private JobJson(Job job) {
    this.job = job;
    this.trace = GoJsonString.of(job.inTraceId().getBytes(Utf8.CHARSET));
    this.content = GoJsonString.of(job.payload());
    this.error = GoJsonString.of(job.lastError().getBytes(Utf8.CHARSET));
    this.code = GoJsonString.of(job.lastCode().getBytes(Utf8.CHARSET));
    this.base64 = content.lossy() ? Base64.getEncoder().encode(job.payload()) : NOTHING;
  }

  public static JobJson of(Job job) {
    return new JobJson(job);
  }

  /** Returns the whole text, UTF-8. */
  public static byte[] write(Job job) {
    JobJson json = of(job);
    byte[] text = new byte[json.length()];
    json.writeTo(text, 0);
    return text;
  }

  /**
   * Reads what this class, the original or another writer of the format wrote: keys in any order
   * and case, unknown keys ignored, numbers also as strings.
   *
   * @throws JobFormatException if it is not a job
   */
  public static Job read(byte[] text) {
    return new JobReader(text).job();
  }

  /**
   * Returns the job to keep in the place of an entry that cannot be read: its text is the payload,
   * the reason the last error. The id is made from the text, so that the same entry always gets the
   * same one.
   */
  public static Job unreadable(byte[] text, JobFormatException reason) {
    long hash = Arrays.hashCode(text) * 0x9e3779b97f4a7c15L;
    JobId id = new JobId(JobId.VERSION | hash >>> UNREADABLE_ID_SHIFT);
    String error = "This entry could not be read: " + reason.getMessage();
    return new Job(id, "", text, 0, 0, 0, error);
  }

  /** Returns the id of an entry that {@link #write} made, without reading the rest of it. */
  public static Optional<JobId> idOf(byte[] text) {
    int end = ID.length;
    while (end < text.length && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    boolean isOwn =
        end > ID.length
            && end < text.length
            && text[end] == '"'
            && Arrays.equals(text, 0, ID.length, ID, 0, ID.length);
    try {
      return isOwn
          ? Optional.of(JobId.parse(new String(text, ID.length, end - ID.length, Utf8.CHARSET)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the length in bytes. */
  public int length() {
    int length = FIXED_LENGTH + trace.length() + content.length();
    length += Digits.unsigned(job.id().bits()) + Digits.unsigned(job.parked());
    length += Digits.unsigned(job.attempts()) + Digits.unsigned(job.lastAttempt());
    length += error.length() == 0 ? 0 : ERROR.length + error.length() + 1;
    length += code.length() == 0 ? 0 : CODE.length + code.length() + 1;
    length += job.lastMillis() == 0 ? 0 : MILLIS.length + Digits.unsigned(job.lastMillis());
    return length + (base64.length == 0 ? 0 : BASE64.length + base64.length + 1);
  }

  /**
   * Returns how long the text is in an encoding around it, such as that of a form; nothing is
   * written.
   *
   * @param widths how many bytes that encoding makes of each byte; one of a digit
   */
  public long encodedLength(byte[] widths) {
    long total = trace.encodedLength(widths) + content.encodedLength(widths);
    for (byte[] part :
        new byte[][] {ID, TRACE, CONTENT, PARKED, ATTEMPTS, LAST_ATTEMPT, RETRY_STATE, END}) {
      total += encodedLength(part, widths);
    }
    total += Digits.unsigned(job.id().bits()) + Digits.unsigned(job.parked());
    total += Digits.unsigned(job.attempts()) + Digits.unsigned(job.lastAttempt());
    if (error.length() > 0) {
      total += encodedLength(ERROR, widths) + error.encodedLength(widths) + widths['"'];
    }
    if (code.length() > 0) {
      total += encodedLength(CODE, widths) + code.encodedLength(widths) + widths['"'];
    }
    if (job.lastMillis() > 0) {
      total += encodedLength(MILLIS, widths) + Digits.unsigned(job.lastMillis());
    }
    if (base64.length > 0) {
      total += encodedLength(BASE64, widths) + encodedLength(base64, widths) + widths['"'];
    }
    return total;
  }

  private static long encodedLength(byte[] bytes, byte[] widths) {
    long total = 0;
    for (byte each : bytes) {
      total += widths[each & 0xff];
    }
    return total;
  }

  /**
   * Writes {@link #length} bytes.
   *
   * @return where they end
   */
  public int writeTo(byte[] out, int start) {
    int at = copy(ID, out, start);
    at = Digits.write(job.id().bits(), out, at);
    at = trace.writeTo(out, copy(TRACE, out, at));
    at = content.writeTo(out, copy(CONTENT, out, at));
    at = Digits.write(job.parked(), out, copy(PARKED, out, at));
    at = Digits.write(job.attempts(), out, copy(ATTEMPTS, out, at));
    at = Digits.write(job.lastAttempt(), out, copy(LAST_ATTEMPT, out, at));
    at = copy(RETRY_STATE, out, at);
    return copy(END, out, writeExtras(out, at));
  }

  private int writeExtras(byte[] out, int start) {
    int at = start;
    if (error.length() > 0) {
      at = copy(QUOTE, out, error.writeTo(out, copy(ERROR, out, at)));
    }
    if (code.length() > 0) {
      at = copy(QUOTE, out, code.writeTo(out, copy(CODE, out, at)));
    }
    if (job.lastMillis() > 0) {
      at = Digits.write(job.lastMillis(), out, copy(MILLIS, out, at));
    }
    if (base64.length > 0) {
      at = copy(QUOTE, out, copy(base64, out, copy(BASE64, out, at)));
    }
    return at;
  }

  private static int copy(byte[] from, byte[] out, int at) {
    System.arraycopy(from, 0, out, at, from.length);
    return at + from.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(Utf8.CHARSET);
  }
}
