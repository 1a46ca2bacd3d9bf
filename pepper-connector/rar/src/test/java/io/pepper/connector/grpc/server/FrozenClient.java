package io.pepper.connector.grpc.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Opens a stream, by hand, and then neither reads nor writes, like a machine that is cut off. */
final class FrozenClient implements AutoCloseable {
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_HEADERS = 4;

  private final Socket socket;

  FrozenClient(int port, String method) throws IOException {
    socket = new Socket("127.0.0.1", port);
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    start.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(start, SETTINGS, 0, 0, new byte[0]);
    frame(start, HEADERS, END_HEADERS, 1, headers("/" + method));
    socket.getOutputStream().write(start.toByteArray());
  }

  private static byte[] headers(String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    literal(block, ":method", "POST");
    literal(block, ":scheme", "http");
    literal(block, ":path", path);
    literal(block, ":authority", "localhost");
    literal(block, "te", "trailers");
    literal(block, "content-type", "application/grpc");
    return block.toByteArray();
  }

  /** A header that is not indexed, with a name of its own, both short and plain. */
  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    block.write(name.length());
    block.writeBytes(name.getBytes(US_ASCII));
    block.write(value.length());
    block.writeBytes(value.getBytes(US_ASCII));
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
    out.writeBytes(payload);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
