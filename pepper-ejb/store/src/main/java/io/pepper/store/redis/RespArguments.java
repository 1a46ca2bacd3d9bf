package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.job.Job;
import io.pepper.job.JobJson;
import java.util.List;

/** Parts of Redis commands as they go over the wire, made on the callers' threads. */
final class RespArguments {
  static final byte[] CRLF = {'\r', '\n'};

  private RespArguments() {}

  /** Jobs as bulk strings one behind the other. */
  static byte[] bulks(List<Job> jobs) {
    JobJson[] texts = new JobJson[jobs.size()];
    byte[][] heads = new byte[texts.length][];
    int length = 0;
    for (int i = 0; i < texts.length; i++) {
      texts[i] = JobJson.of(jobs.get(i));
      heads[i] = bulkHead(texts[i].length());
      length += heads[i].length + texts[i].length() + CRLF.length;
    }
    byte[] out = new byte[length];
    int at = 0;
    for (int i = 0; i < texts.length; i++) {
      at = copy(heads[i], out, at);
      at = texts[i].writeTo(out, at);
      at = copy(CRLF, out, at);
    }
    return out;
  }

  /** A command up to the values that follow. */
  static byte[] head(String name, byte[] key, int values) {
    byte[] start =
        ("*"
                + (2 + values)
                + "\r\n$"
                + name.length()
                + "\r\n"
                + name
                + "\r\n$"
                + key.length
                + "\r\n")
            .getBytes(US_ASCII);
    return join(start, key, CRLF);
  }

  /** A whole command. */
  static byte[] command(String name, byte[]... arguments) {
    byte[] start = ("*" + (1 + arguments.length) + "\r\n").getBytes(US_ASCII);
    byte[] all = join(start, bulk(name));
    for (byte[] argument : arguments) {
      all = join(all, bulk(argument));
    }
    return all;
  }

  static byte[] bulk(byte[] value) {
    return join(bulkHead(value.length), value, CRLF);
  }

  static byte[] bulk(String ascii) {
    return bulk(ascii.getBytes(US_ASCII));
  }

  static byte[] pair(String ascii, byte[] value) {
    return join(bulk(ascii), bulk(value));
  }

  private static byte[] bulkHead(int length) {
    return ("$" + length + "\r\n").getBytes(US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] out = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      at = copy(part, out, at);
    }
    return out;
  }

  private static int copy(byte[] from, byte[] out, int at) {
    System.arraycopy(from, 0, out, at, from.length);
    return at + from.length;
  }
}
