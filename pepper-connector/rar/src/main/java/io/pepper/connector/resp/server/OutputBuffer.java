package io.pepper.connector.resp.server;

import io.netty.buffer.ByteBuf;
import io.pepper.connector.resp.parse.BufferShare;
import java.util.Arrays;

/** The bytes on their way to the client: small while idle, growing on need. */
final class OutputBuffer {
  private static final int SMALL = 256;
  private static final int KEPT = 2 << 10;
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;
  private static final int MAX_DECIMAL_LENGTH = 20;

  private final BufferShare share;
  private byte[] bytes = new byte[SMALL];
  private int end;

  OutputBuffer(BufferShare share) {
    this.share = share;
  }

  int length() {
    return end;
  }

  /** Removes everything behind that length. */
  void truncate(int length) {
    end = length;
  }

  void put(char ascii) {
    reserve(1);
    bytes[end++] = (byte) ascii;
  }

  void put(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, end, source.length);
    end += source.length;
  }

  void putDecimal(long value) {
    reserve(MAX_DECIMAL_LENGTH);
    if (value >= 0 && value < 10) {
      bytes[end++] = (byte) ('0' + value);
    } else if (value == Long.MIN_VALUE) {
      put(Long.toString(value).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } else {
      putDigits(value);
    }
  }

  private void putDigits(long value) {
    long rest = value;
    if (rest < 0) {
      bytes[end++] = '-';
      rest = -rest;
    }
    int length = 1;
    for (long power = rest / 10; power > 0; power /= 10) {
      length++;
    }
    for (int at = end + length - 1; at >= end; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    end += length;
  }

  void putLineEnd() {
    reserve(2);
    bytes[end++] = '\r';
    bytes[end++] = '\n';
  }

  private void reserve(int more) {
    if (bytes.length - end < more) {
      grow((long) end + more);
    }
  }

  private void grow(long needed) {
    if (needed > MAX_SIZE) {
      throw new IllegalStateException("a reply of " + needed + " bytes is too long to be sent");
    }
    int size = (int) Math.min(MAX_SIZE, Math.max(needed, 2L * bytes.length));
    share.force(size - (long) bytes.length);
    bytes = Arrays.copyOf(bytes, size);
  }

  void copyTo(ByteBuf target, int from, int length) {
    target.writeBytes(bytes, from, length);
  }

  void clear() {
    end = 0;
    if (bytes.length > KEPT) {
      share.giveBack(bytes.length - (long) SMALL);
      bytes = new byte[SMALL];
    }
  }
}
