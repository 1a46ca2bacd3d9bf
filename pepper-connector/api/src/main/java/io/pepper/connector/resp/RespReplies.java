package io.pepper.connector.resp;

/**
 * The replies to a batch, written in the session's protocol version. One call writes one complete
 * value, except {@link #array}, {@link #set} and {@link #map}, which announce how many values
 * follow. Nothing is sent before the batch is answered, unless {@link RespHandler#handle} writes
 * more than 1 MiB: then complete replies go out early. A client that is gone is not noticed here:
 * what is written for it is dropped. Used by the thread that answers the batch only.
 */
public interface RespReplies {
  /** Writes a simple string such as {@code +OK}; it must not contain a line break. */
  void simple(String text);

  /**
   * Writes an error such as {@code -ERR what and why}; the first word is its code. Line breaks are
   * replaced by spaces, so that a client's text can be quoted safely.
   */
  void error(String text);

  void integer(long value);

  void bulk(byte[] value);

  void bulk(String value);

  /** Writes no value: {@code $-1} in RESP2, {@code _} in RESP3. */
  void nil();

  /** Writes no array: {@code *-1} in RESP2, {@code _} in RESP3. */
  void nilArray();

  /** Announces that many values. */
  void array(int size);

  /** Announces that many values of a set: an array in RESP2. */
  void set(int size);

  /** Announces that many pairs: a map in RESP3, a flat array of twice the size in RESP2. */
  void map(int pairs);
}
