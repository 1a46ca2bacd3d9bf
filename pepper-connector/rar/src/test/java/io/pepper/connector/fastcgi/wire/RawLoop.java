package io.pepper.connector.fastcgi.wire;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The least that a FastCGI client can do: one request after the other, nothing watched. */
public final class RawLoop {
  private RawLoop() {}

  /**
   * Sends the request over one kept connection until the time is over.
   *
   * @param endNanos instant of {@link System#nanoTime()} after which no request is sent
   * @return the number of answers until then
   */
  public static long onOneConnection(FastCgiAddress address, FastCgiRequest request, long endNanos)
      throws IOException {
    ByteBuffer bytes = RequestBytes.of(request).buffers()[0];
    ByteBuffer in = ByteBuffer.allocate(8192);
    long count = 0;
    try (SocketChannel channel = open(address)) {
      while (System.nanoTime() < endNanos) {
        exchange(channel, bytes, in);
        count += System.nanoTime() < endNanos ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * Sends each request over a connection of its own until the time is over, as a web server does by
   * default.
   *
   * @param endNanos instant of {@link System#nanoTime()} after which no request is sent
   * @return the number of answers until then
   */
  public static long onConnectionEach(FastCgiAddress address, FastCgiRequest request, long endNanos)
      throws IOException {
    ByteBuffer bytes = RequestBytes.of(request).buffers()[0];
    ByteBuffer in = ByteBuffer.allocate(8192);
    long count = 0;
    while (System.nanoTime() < endNanos) {
      try (SocketChannel channel = open(address)) {
        exchange(channel, bytes, in);
        count += System.nanoTime() < endNanos ? 1 : 0;
      }
    }
    return count;
  }

  private static SocketChannel open(FastCgiAddress address) throws IOException {
    return SocketChannel.open(
        address.isUnix()
            ? UnixDomainSocketAddress.of(address.path())
            : new InetSocketAddress(address.host(), address.port()));
  }

  private static void exchange(SocketChannel channel, ByteBuffer bytes, ByteBuffer in)
      throws IOException {
    channel.write(bytes.rewind());
    in.clear();
    do {
      if (channel.read(in) < 0) {
        throw new IOException("end of stream");
      }
    } while (in.get(in.position() - 15) != Records.END_REQUEST);
  }
}
