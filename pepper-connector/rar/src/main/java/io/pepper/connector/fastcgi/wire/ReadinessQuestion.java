package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A question that a FastCGI child answers at once when it serves the connection and has nothing
 * else to do, without running a script. A connection in php-fpm's backlog is not answered, and
 * neither is one whose child is still busy with what a script does after {@code
 * fastcgi_finish_request()}.
 */
public enum ReadinessQuestion {
  /**
   * FCGI_GET_VALUES. php-fpm 8.2.36 answers it and keeps the connection; versions from before 2023
   * answer and close it (PHP bug 76922).
   */
  VALUES {
    @Override
    void write(ByteBuffer out) {
      byte[] name = "FCGI_MPXS_CONNS".getBytes(US_ASCII);
      // A server of another protocol answers a line, and can be named then.
      byte[] line = "\r\n\r\n".getBytes(US_ASCII);
      Records.putHeader(out, Records.GET_VALUES, Records.NO_REQUEST, 4 + name.length + line.length);
      out.put((byte) name.length).put((byte) 0).put(name);
      out.put((byte) line.length).put((byte) 0).put(line);
    }
  },

  /**
   * A request without parameters. php-fpm of every version answers it without looking for a script
   * and without a line in its logs, but counts it for {@code pm.max_requests}.
   */
  EMPTY_REQUEST {
    @Override
    void write(ByteBuffer out) {
      byte[] begin = RequestBytes.BEGIN_RESPONDER_AND_KEEP;
      Records.putHeader(out, Records.BEGIN_REQUEST, begin.length);
      out.put(begin);
      Records.putHeader(out, Records.PARAMS, 0);
      Records.putHeader(out, Records.STDIN, 0);
    }
  };

  static final int MAX_LENGTH = 64;

  private final byte[] bytes;

  ReadinessQuestion() {
    ByteBuffer out = ByteBuffer.allocate(MAX_LENGTH);
    write(out);
    bytes = new byte[out.position()];
    out.get(0, bytes);
  }

  abstract void write(ByteBuffer out);

  int length() {
    return bytes.length;
  }

  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes);
  }

  void putAt(ByteBuffer out, int index) {
    out.put(index, bytes);
  }
}
