package io.pepper.connector.fastcgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The parameters of a request as the name-value pairs of FastCGI 1.0, 3.4. They are encoded when
 * they are added, so that what many requests share is encoded once. At most 65,000 bytes, so that
 * they fit into one record. Immutable.
 */
public final class FastCgiParams {
  private static final int MAX_BYTES = 65_000;
  private static final int MAX_SHORT_LENGTH = 127;
  private static final String CONTENT_LENGTH = "CONTENT_LENGTH";
  private static final FastCgiParams NONE = new FastCgiParams(new byte[0]);

  private final byte[] pairs;

  private FastCgiParams(byte[] pairs) {
    this.pairs = pairs;
  }

  /**
   * @throws IllegalArgumentException as {@link #with} does
   */
  public static FastCgiParams of(Map<String, String> params) {
    return NONE.with(params);
  }

  /**
   * Returns these parameters and some more; a name must not come twice.
   *
   * @throws IllegalArgumentException naming the parameter that is too much; also for {@code
   *     CONTENT_LENGTH}, which the client takes from the body
   */
  public FastCgiParams with(Map<String, String> more) {
    String[] each = new String[2 * more.size()];
    int count = 0;
    for (Map.Entry<String, String> param : more.entrySet()) {
      each[count++] = param.getKey();
      each[count++] = param.getValue();
    }
    return with(each);
  }

  /**
   * Returns these parameters and some more, for what is added to every request.
   *
   * @param more names, each followed by its value; a name must not come twice
   * @throws IllegalArgumentException as {@link #with(Map)} does, and for a name without a value
   */
  public FastCgiParams with(String... more) {
    if (more.length % 2 != 0) {
      throw new IllegalArgumentException("parameter " + more[more.length - 1] + " has no value");
    }
    byte[][] words = new byte[more.length][];
    int length = pairs.length;
    for (int i = 0; i < words.length; i += 2) {
      byte[] name = more[i].getBytes(UTF_8);
      byte[] value = more[i + 1].getBytes(UTF_8);
      length += lengthSize(name) + lengthSize(value) + name.length + value.length;
      check(more[i], value, length);
      words[i] = name;
      words[i + 1] = value;
    }
    ByteBuffer all = ByteBuffer.allocate(length).put(pairs);
    for (int i = 0; i < words.length; i += 2) {
      putLength(all, words[i]);
      putLength(all, words[i + 1]);
      all.put(words[i]).put(words[i + 1]);
    }
    return new FastCgiParams(all.array());
  }

  /** Returns the length in bytes, encoded. */
  public int length() {
    return pairs.length;
  }

  /** Appends the encoded pairs. */
  public void putInto(ByteBuffer out) {
    out.put(pairs);
  }

  private static void check(String name, byte[] value, int length) {
    if (name.equals(CONTENT_LENGTH)) {
      throw new IllegalArgumentException("CONTENT_LENGTH follows from the body: leave it out");
    }
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "with parameter %s of %,d bytes the request has more than %,d bytes of parameters"
              .formatted(name, value.length, MAX_BYTES));
    }
  }

  private static int lengthSize(byte[] word) {
    return word.length > MAX_SHORT_LENGTH ? 4 : 1;
  }

  private static void putLength(ByteBuffer out, byte[] word) {
    if (word.length > MAX_SHORT_LENGTH) {
      out.putInt(word.length | 1 << 31);
    } else {
      out.put((byte) word.length);
    }
  }
}
