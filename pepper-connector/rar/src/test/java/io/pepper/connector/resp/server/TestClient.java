package io.pepper.connector.resp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A plain socket that speaks text. */
final class TestClient implements AutoCloseable {
  private static final int TIMEOUT = (int) Duration.ofSeconds(10).toMillis();
  private final Socket socket = new Socket();

  TestClient(InetSocketAddress address) throws IOException {
    socket.setReceiveBufferSize(16 << 10);
    socket.connect(address);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT);
  }

  TestClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** That many characters, or fewer if the server closes. */
  String receive(int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
  }

  /** The characters up to the server's close. */
  String receiveAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** One line with its line end. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int character;
    while ((character = socket.getInputStream().read()) >= 0) {
      line.append((char) character);
      if (character == '\n') {
        break;
      }
    }
    return line.toString();
  }

  TestClient finishSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
