package io.pepper.launcher.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;

/** A producer over RESP with one connection. For one thread. */
final class Producer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  Producer(String authority) throws IOException {
    URI address = URI.create("resp://" + authority);
    socket = new Socket(address.getHost().replaceAll("[\\[\\]]", ""), address.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void login(String queue) throws IOException {
    call("AUTH", queue + ":training");
  }

  private void call(String... words) throws IOException {
    socket.getOutputStream().write(command(words));
    reply();
  }

  /** Pushes jobs, so many in one write. */
  void push(String queue, int jobs, int pipelined) throws IOException {
    for (int sent = 0; sent < jobs; sent += pipelined) {
      var out = new ByteArrayOutputStream();
      for (int i = 0; i < pipelined; i++) {
        String payload =
            "{\"order\":" + (sent + i) + ",\"to\":\"ada@example.org\",\"lines\":[1,2,3]}";
        out.write(command("LPUSH", queue, payload));
      }
      out.writeTo(socket.getOutputStream());
      for (int i = 0; i < pipelined; i++) {
        reply();
      }
    }
  }

  /** Pushes jobs that become ready in a moment. */
  void delay(String queue, int jobs) throws IOException {
    for (int i = 0; i < jobs; i++) {
      long due = System.currentTimeMillis() + 100;
      call("ZADD", queue, Long.toString(due), "{\"order\":" + i + ",\"later\":true}");
    }
  }

  private static byte[] command(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append('$')
          .append(word.getBytes(UTF_8).length)
          .append("\r\n")
          .append(word)
          .append("\r\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  /** Reads a reply; an error is thrown as {@link IllegalStateException}. */
  private void reply() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      line.write(next);
    }
    String text = line.toString(UTF_8).strip();
    if (text.startsWith("-")) {
      throw new IllegalStateException(text);
    }
    if (text.startsWith("$")) {
      in.skipNBytes(Integer.parseInt(text.substring(1)) + 2L);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
