package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A FastCGI responder that shows the raw request, which php-fpm would not. One request at a time
 * per connection; connections are kept as the client asks.
 */
public final class FastCgiResponder implements AutoCloseable {
  private static final int END_REQUEST = 3;
  private static final int PARAMS = 4;
  private static final int STDIN = 5;
  private static final int STDOUT = 6;
  private static final int GET_VALUES = 9;
  private static final int GET_VALUES_RESULT = 10;

  private final List<Delivered> requests = new CopyOnWriteArrayList<>();
  private final Function<Delivered, Answer> work;
  private final ServerSocket server;

  /**
   * @param work called on the connection's virtual thread, for pings too
   */
  public FastCgiResponder(Function<Delivered, Answer> work) throws IOException {
    this.work = work;
    this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  /** For {@code delivery.address}. */
  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Everything that has arrived, pings included. */
  public List<Delivered> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (serveOne(in, out)) {
        // The client keeps the connection for its next request.
      }
    } catch (EOFException e) {
      // The client has closed a kept connection.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean serveOne(DataInputStream in, DataOutputStream out) throws IOException {
    Map<Integer, ByteArrayOutputStream> streams =
        Map.of(
            1,
            new ByteArrayOutputStream(),
            PARAMS,
            new ByteArrayOutputStream(),
            STDIN,
            new ByteArrayOutputStream());
    boolean complete = false;
    while (!complete) {
      byte[] header = in.readNBytes(8);
      if (header.length < 8) {
        throw new EOFException();
      }
      int length = ByteBuffer.wrap(header).getShort(4) & 0xffff;
      byte[] content = in.readNBytes(length);
      in.skipNBytes(header[6] & 0xff);
      if (header[1] == GET_VALUES) {
        record(out, GET_VALUES_RESULT, new byte[0]);
      } else {
        streams.get((int) header[1]).writeBytes(content);
      }
      complete = header[1] == STDIN && length == 0;
    }
    boolean keep = (streams.get(1).toByteArray()[2] & 1) == 1;
    Delivered request =
        new Delivered(pairs(streams.get(PARAMS).toByteArray()), streams.get(STDIN).toString(UTF_8));
    requests.add(request);
    write(out, work.apply(request));
    return keep;
  }

  private static void write(DataOutputStream out, Answer answer) throws IOException {
    StringBuilder text = new StringBuilder();
    answer.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    byte[] bytes = text.append("\r\n").append(answer.body()).toString().getBytes(UTF_8);
    record(out, STDOUT, bytes);
    record(out, STDOUT, new byte[0]);
    record(out, END_REQUEST, new byte[8]);
    out.flush();
  }

  private static void record(DataOutputStream out, int type, byte[] content) throws IOException {
    out.write(
        ByteBuffer.allocate(8 + content.length)
            .put((byte) 1)
            .put((byte) type)
            .putShort((short) 1)
            .putShort((short) content.length)
            .putShort((short) 0)
            .put(content)
            .array());
  }

  private static Map<String, String> pairs(byte[] bytes) {
    Map<String, String> pairs = new LinkedHashMap<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      int name = length(buffer);
      int value = length(buffer);
      pairs.put(text(buffer, name), text(buffer, value));
    }
    return pairs;
  }

  private static int length(ByteBuffer buffer) {
    return buffer.get(buffer.position()) < 0 ? buffer.getInt() & 0x7fffffff : buffer.get();
  }

  private static String text(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return new String(bytes, UTF_8);
  }
}
