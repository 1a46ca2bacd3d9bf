package io.pepper.connector.resp;

/** Bytes from the client and how far they are used up. */
final class Input {
  byte[] bytes;
  int at;
  int end;

  void set(byte[] bytes, int length) {
    this.bytes = bytes;
    at = 0;
    end = length;
  }

  int left() {
    return end - at;
  }
}
