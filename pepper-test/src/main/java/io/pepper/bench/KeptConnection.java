package io.pepper.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * One kept HTTP/1.1 connection, with as little work per exchange as a client can have: what is
 * measured is the server. Used by one thread.
 */
public final class KeptConnection implements AutoCloseable {
  private static final int LARGEST_LINE = 16 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  static byte[] get(String pathAndQuery, boolean gzip) {
    return request("GET " + pathAndQuery, gzip ? "Accept-Encoding: gzip\r\n" : "", "");
  }

  static byte[] post(String path, String form) {
    return request(
        "POST " + path,
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n"
            .formatted(form.length()),
        form);
  }

  private static byte[] request(String what, String headers, String body) {
    return (what + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n" + body).getBytes(US_ASCII);
  }

  /** Sends a request and returns the body of the answer as it came. */
  public byte[] exchange(byte[] request) throws IOException {
    out.write(request);
    return answer();
  }

  void send(byte[] request) throws IOException {
    out.write(request);
  }

  byte[] answer() throws IOException {
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered with " + status);
    }
    int length = -1;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    return chunked ? chunks() : bytes(Math.max(0, length));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(bytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the answer ended early");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LARGEST_LINE) {
        throw new EOFException("the connection ended within a line: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
