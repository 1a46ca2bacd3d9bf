package io.pepper.launcher.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A consumer over FastCGI that answers as a script in php-fpm does: not every machine has php-fpm.
 * Accepts every job; a thread for each connection, which Pepper limits by the workers of its
 * topics.
 */
final class FastCgiConsumer implements AutoCloseable {
  private static final int VERSION = 1;
  private static final int END_REQUEST = 3;
  private static final int STDIN = 5;
  private static final int STDOUT = 6;
  private static final int GET_VALUES = 9;
  private static final int GET_VALUES_RESULT = 10;
  private static final int HEADER_BYTES = 8;

  private final Arrivals arrivals = new Arrivals();
  private final ServerSocket server;
  private final byte[] page;

  FastCgiConsumer() throws IOException {
    server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    String head = "Status: 200 OK\r\nCode: 200\r\nContent-type: text/html\r\n\r\n";
    page = (head + new String(HttpConsumer.TOPICS, US_ASCII)).getBytes(US_ASCII);
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Waits for a number of requests. */
  void await(int wanted, Duration limit) throws InterruptedException {
    arrivals.await(wanted, limit);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The training of jobs is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      while (true) {
        in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int request = in.readUnsignedShort();
        int length = in.readUnsignedShort();
        int padding = in.readUnsignedByte();
        in.skipNBytes(1L + length + padding);
        answer(type, request, length, socket.getOutputStream());
      }
    } catch (EOFException ended) {
      // Pepper keeps no more connections than it needs.
    } catch (IOException broken) {
      // Pepper sends again what was not answered.
    }
  }

  private void answer(int type, int request, int length, OutputStream to) throws IOException {
    if (type == GET_VALUES) {
      to.write(record(GET_VALUES_RESULT, 0, new byte[0]));
    } else if (type == STDIN && length == 0) {
      byte[] output = record(STDOUT, request, page);
      byte[] end = record(END_REQUEST, request, new byte[8]);
      to.write(ByteBuffer.allocate(output.length + end.length).put(output).put(end).array());
      arrivals.add();
    }
  }

  private static byte[] record(int type, int request, byte[] content) {
    return ByteBuffer.allocate(HEADER_BYTES + content.length)
        .put((byte) VERSION)
        .put((byte) type)
        .putShort((short) request)
        .putShort((short) content.length)
        .putShort((short) 0)
        .put(content)
        .array();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
