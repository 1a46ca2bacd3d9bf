package io.pepper.connector.fastcgi.wire;

import java.nio.ByteBuffer;

/** The constants of FastCGI 1.0, and the eight bytes that begin every record. */
final class Records {
  static final int VERSION = 1;
  static final int HEADER_LENGTH = 8;

  static final int BEGIN_REQUEST = 1;
  static final int END_REQUEST = 3;
  static final int PARAMS = 4;
  static final int STDIN = 5;
  static final int STDOUT = 6;
  static final int STDERR = 7;
  static final int GET_VALUES = 9;
  static final int GET_VALUES_RESULT = 10;
  static final int UNKNOWN_TYPE = 11;

  static final int REQUEST_COMPLETE = 0;
  static final int CANT_MPX_CONN = 1;
  static final int OVERLOADED = 2;
  static final int UNKNOWN_ROLE = 3;

  /** One request at a time per connection, as php-fpm wants it, so one id is enough. */
  static final int REQUEST_ID = 1;

  /** The request id of management records, which belong to no request. */
  static final int NO_REQUEST = 0;

  private Records() {}

  static ByteBuffer header(int type, int contentLength) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
    putHeader(header, type, contentLength);
    return header.flip();
  }

  static void putHeader(ByteBuffer out, int type, int contentLength) {
    putHeader(out, type, REQUEST_ID, contentLength);
  }

  static void putHeader(ByteBuffer out, int type, int requestId, int contentLength) {
    out.put((byte) VERSION)
        .put((byte) type)
        .putShort((short) requestId)
        .putShort((short) contentLength)
        .putShort((short) 0);
  }
}
