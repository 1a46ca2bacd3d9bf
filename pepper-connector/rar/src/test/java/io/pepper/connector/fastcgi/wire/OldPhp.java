package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A FastCGI server with one child that behaves as php-fpm before the fix of PHP bug 76922: it
 * answers FCGI_GET_VALUES and closes the connection. Such a version is not to be had from Debian's
 * packages. Every script answers {@code ok}.
 */
public final class OldPhp implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger values = new AtomicInteger();
  private final AtomicInteger empty = new AtomicInteger();
  private final AtomicInteger scripts = new AtomicInteger();

  public OldPhp() throws IOException {
    Thread.ofPlatform().daemon().name("old php").start(this::child);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int valuesAsked() {
    return values.get();
  }

  public int emptyRequests() {
    return empty.get();
  }

  public int scripts() {
    return scripts.get();
  }

  private void child() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
      } catch (IOException e) {
        // The client left, or the test is over; the loop decides.
        continue;
      }
    }
  }

  private void serve(DataInputStream in, OutputStream out) throws IOException {
    boolean hasParams = false;
    while (true) {
      in.readByte();
      int type = in.readByte();
      in.readShort();
      int length = in.readUnsignedShort() + in.readUnsignedByte();
      in.readByte();
      in.readNBytes(length);
      hasParams |= type == Records.PARAMS && length > 0;
      if (type == Records.GET_VALUES) {
        values.incrementAndGet();
        out.write(record(Records.GET_VALUES_RESULT, Records.NO_REQUEST, new byte[0]));
        return;
      }
      if (type == Records.STDIN && length == 0) {
        answer(out, hasParams);
        hasParams = false;
      }
    }
  }

  private void answer(OutputStream out, boolean script) throws IOException {
    (script ? scripts : empty).incrementAndGet();
    String text = "Content-type: text/html\r\n\r\n" + (script ? "ok" : "");
    byte[] page = record(Records.STDOUT, Records.REQUEST_ID, text.getBytes(US_ASCII));
    byte[] end = record(Records.END_REQUEST, Records.REQUEST_ID, new byte[8]);
    out.write(ByteBuffer.allocate(page.length + end.length).put(page).put(end).array());
  }

  private static byte[] record(int type, int requestId, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(Records.HEADER_LENGTH + content.length);
    Records.putHeader(out, type, requestId, content.length);
    return out.put(content).array();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
