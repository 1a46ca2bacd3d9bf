package io.pepper.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The least that a program can do to run a PHP script over and over: kept FastCGI connections, one
 * request after the other, nothing stored, nothing decided.
 */
public final class FastCgiLoop {
  private static final int BEGIN = 1;
  private static final int END = 3;
  private static final int PARAMS = 4;
  private static final int STDIN = 5;

  private final String host;
  private final int port;
  private final String script;

  /**
   * @param address {@code host:port}
   */
  public FastCgiLoop(String address, String script) {
    int colon = address.lastIndexOf(':');
    this.host = address.substring(0, colon);
    this.port = Integer.parseInt(address.substring(colon + 1));
    this.script = script;
  }

  /** Requests per second over that many connections, each with its own thread. */
  double rate(int connections, int requests, String body) throws IOException {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(() -> loop(requests / connections, body)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException("the bare FastCGI loop failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return requests / ((System.nanoTime() - start) / 1e9);
  }

  /** One connection, for requests one by one. */
  public Connection connect() throws IOException {
    return new Connection();
  }

  private Void loop(int requests, String body) throws IOException {
    byte[] request = request(body);
    try (Connection connection = connect()) {
      for (int i = 0; i < requests; i++) {
        String answer = connection.exchange(request);
        if (!("\r\n" + answer).contains("\r\nCode: 200\r\n")) {
          throw new IOException("the script answered " + answer);
        }
      }
    }
    return null;
  }

  /** The bytes of one request, made once. */
  public byte[] request(String body) {
    byte[] form = body.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    record(out, BEGIN, new byte[] {0, 1, 1, 0, 0, 0, 0, 0});
    ByteArrayOutputStream params = new ByteArrayOutputStream();
    Map.of(
            "SCRIPT_FILENAME",
            script,
            "REQUEST_METHOD",
            "POST",
            "CONTENT_TYPE",
            "application/x-www-form-urlencoded",
            "CONTENT_LENGTH",
            Integer.toString(form.length))
        .forEach((name, value) -> pair(params, name, value));
    record(out, PARAMS, params.toByteArray());
    record(out, PARAMS, new byte[0]);
    record(out, STDIN, form);
    record(out, STDIN, new byte[0]);
    return out.toByteArray();
  }

  private static void pair(ByteArrayOutputStream out, String name, String value) {
    out.write(name.length());
    out.writeBytes(ByteBuffer.allocate(4).putInt(value.length() | 1 << 31).array());
    out.writeBytes(name.getBytes(UTF_8));
    out.writeBytes(value.getBytes(UTF_8));
  }

  private static void record(ByteArrayOutputStream out, int type, byte[] content) {
    out.writeBytes(
        ByteBuffer.allocate(8 + content.length)
            .put((byte) 1)
            .put((byte) type)
            .putShort((short) 1)
            .putShort((short) content.length)
            .putShort((short) 0)
            .put(content)
            .array());
  }

  /** A kept connection. Used by one thread. */
  public final class Connection implements AutoCloseable {
    private final Socket socket = new Socket(host, port);
    private final OutputStream out = socket.getOutputStream();
    private final DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));

    Connection() throws IOException {
      socket.setTcpNoDelay(true);
    }

    /** Sends a request and reads its answer to the end; returns what the script wrote. */
    public String exchange(byte[] request) throws IOException {
      out.write(request);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      while (true) {
        byte[] header = in.readNBytes(8);
        if (header.length < 8) {
          throw new IOException("php-fpm closed a kept connection");
        }
        int length = ByteBuffer.wrap(header).getShort(4) & 0xffff;
        answer.writeBytes(in.readNBytes(length));
        in.skipNBytes(header[6] & 0xff);
        if (header[1] == END) {
          return answer.toString(UTF_8);
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
