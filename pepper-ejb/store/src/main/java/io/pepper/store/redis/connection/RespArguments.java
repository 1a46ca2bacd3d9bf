package io.pepper.store.redis.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.job.Job;
import io.pepper.job.JobJson;
import java.util.List;

/** The bytes of Redis commands on the wire, encoded on the callers' threads. */
public final class RespArguments {
  private static final byte[] CRLF = {'\r', '\n'};

  private RespArguments() {}

  /** Encodes jobs as consecutive bulk strings. */
  public static byte[] bulks(List<Job> jobs) {
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

  /** Encodes a command up to the values that follow. */
  public static byte[] head(String name, byte[] key, int values) {
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

  /** Encodes a whole command. */
  static byte[] command(String name, byte[]... arguments) {
    byte[] start = ("*" + (1 + arguments.length) + "\r\n").getBytes(US_ASCII);
    byte[] all = join(start, bulk(name));
    for (byte[] argument : arguments) {
      all = join(all, bulk(argument));
    }
    return all;
  }

  public static byte[] bulk(byte[] value) {
    return join(bulkHead(value.length), value, CRLF);
  }

  public static byte[] bulk(String ascii) {
    return bulk(ascii.getBytes(US_ASCII));
  }

  /** Encodes two consecutive bulk strings. */
  public static byte[] pair(String ascii, byte[] value) {
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
