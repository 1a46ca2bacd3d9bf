package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A RESP connection that hides nothing: it sends the bytes it is given and returns replies byte for
 * byte. One thread sends, one (the same or another) reads.
 */
public final class RespSocket implements AutoCloseable {
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(20);

  private final Socket socket = new Socket();
  private final InputStream in;

  /** Connects to that port of the loopback address; a reply may take 20 s. */
  public RespSocket(int port) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
    socket.setTcpNoDelay(true);
    replyWithin(REPLY_LIMIT);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /** How long {@link #reply} waits before it throws {@link java.net.SocketTimeoutException}. */
  public RespSocket replyWithin(Duration limit) throws IOException {
    socket.setSoTimeout((int) limit.toMillis());
    return this;
  }

  /** Logs in as a queue's producer. */
  public RespSocket login(String queue, String password) throws IOException {
    String answer = call("AUTH", queue, password);
    if (!"+OK\r\n".equals(answer)) {
      throw new IOException("AUTH " + queue + " was answered with " + answer);
    }
    return this;
  }

  /** Sends one command as an array of bulk strings and returns its reply. */
  public String call(String... words) throws IOException {
    send(words);
    return reply();
  }

  public void send(String... words) throws IOException {
    sendBytes(encoded(words));
  }

  public void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The bytes of one command as clients write it. */
  public static byte[] encoded(String... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(UTF_8);
    }
    return encoded(bytes);
  }

  /** The bytes of one command as clients write it, for any payload. */
  public static byte[] encoded(byte[]... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
    for (byte[] word : words) {
      out.writeBytes(("$" + word.length + "\r\n").getBytes(UTF_8));
      out.writeBytes(word);
      out.writeBytes(new byte[] {'\r', '\n'});
    }
    return out.toByteArray();
  }

  /**
   * The next complete reply with all its line ends, nested values included.
   *
   * @throws EOFException if the server closed the connection instead
   */
  public String reply() throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    readValue(reply);
    return reply.toString(UTF_8);
  }

  /** Whether the server has closed the connection; waits for it as long as for a reply. */
  public boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  /** Reads and forgets everything until the server closes; waits for each piece as for a reply. */
  public void skipToEnd() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Says that nothing more will be sent; replies can still be read. */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void readValue(ByteArrayOutputStream into) throws IOException {
    String line = readLine(into);
    long size = "$*%~=>!".indexOf(line.charAt(0)) < 0 ? 0 : Long.parseLong(line.substring(1));
    switch (line.charAt(0)) {
      case '$', '=', '!' -> {
        if (size >= 0) {
          readBytes(into, size + 2);
        }
      }
      case '*', '~', '>' -> readValues(into, size);
      case '%' -> readValues(into, 2 * size);
      default -> {
        // One line is the whole value.
      }
    }
  }

  private void readValues(ByteArrayOutputStream into, long count) throws IOException {
    for (long i = 0; i < count; i++) {
      readValue(into);
    }
  }

  private String readLine(ByteArrayOutputStream into) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int last = 0;
    while (true) {
      int next = readBytes(line, 1);
      if (last == '\r' && next == '\n') {
        into.writeBytes(line.toByteArray());
        return line.toString(UTF_8).stripTrailing();
      }
      last = next;
    }
  }

  private int readBytes(ByteArrayOutputStream into, long count) throws IOException {
    int last = 0;
    for (long i = 0; i < count; i++) {
      last = in.read();
      if (last < 0) {
        throw new EOFException("closed by the server after '" + into.toString(UTF_8) + "'");
      }
      into.write(last);
    }
    return last;
  }
}
