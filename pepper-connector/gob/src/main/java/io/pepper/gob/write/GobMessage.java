package io.pepper.gob.write;

/**
 * An encoded value, which can be sent on any number of streams. Immutable.
 *
 * @see GobWriter
 */
public final class GobMessage {
  private final GobSchema schema;
  private final byte[] bytes;

  GobMessage(GobSchema schema, byte[] bytes) {
    this.schema = schema;
    this.bytes = bytes;
  }

  GobSchema schema() {
    return schema;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the number of bytes, definitions of types not counted. */
  public int length() {
    return bytes.length;
  }
}
