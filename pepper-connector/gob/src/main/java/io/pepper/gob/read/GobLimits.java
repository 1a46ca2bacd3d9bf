package io.pepper.gob.read;

/**
 * The limits of what one stream may claim. Each is checked before memory is acquired, and a {@link
 * io.pepper.gob.GobLimitException} names the one that was reached. All are at least 1.
 *
 * @param messageBytes the most bytes of one message, the unit that has a length before it; at most
 *     {@link #MAX_MESSAGE_BYTES}
 * @param valueBytes the most bytes of all messages of one value, type definitions among them
 * @param depth the most values inside each other
 * @param types the most types that a stream defines, in 64 KiB together
 * @param elements the most elements of one slice, array or map, and the most fields of one type
 * @param parts the most elements and fields of one value, those of all values in it together. A
 *     part that was not sent counts, too, since a place is kept for it
 */
public record GobLimits(
    int messageBytes, int valueBytes, int depth, int types, int elements, int parts) {
  /** The largest limit of a message: 256 MiB. */
  public static final int MAX_MESSAGE_BYTES = 1 << 28;

  /** The limits for clients that are not trusted: values of up to a mebibyte. */
  public static final GobLimits DEFAULT =
      new GobLimits(1 << 20, 1 << 20, 64, 256, 100_000, 1_000_000);

  public GobLimits {
    if (messageBytes > MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "the limit of a message can be " + MAX_MESSAGE_BYTES + " bytes at most");
    }
    for (int limit : new int[] {messageBytes, valueBytes, depth, types, elements, parts}) {
      if (limit < 1) {
        throw new IllegalArgumentException("a limit must be at least 1, not " + limit);
      }
    }
  }

  /** Returns the same limits for messages and values of so many bytes. */
  public GobLimits withBytes(int bytes) {
    return new GobLimits(bytes, bytes, depth, types, elements, parts);
  }
}
