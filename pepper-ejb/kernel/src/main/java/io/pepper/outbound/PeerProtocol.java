package io.pepper.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.connector.fastcgi.FastCgiAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/**
 * The protocol of a server that does not answer as FastCGI. Some, such as Redis, do not answer the
 * bytes of a FastCGI request, so they are sent a line that most protocols answer, and that is no
 * request to a FastCGI server.
 */
public final class PeerProtocol {
  private static final byte[] PROBE = "PING\r\n\r\n".getBytes(US_ASCII);
  private static final long TIMEOUT_MILLIS = 500;
  private static final int MIN_BYTES = 8;
  private static final String WHERE = "give the address where php-fpm listens";

  private PeerProtocol() {}

  /**
   * Asks a server, for at most half a second; blocks. Meant for one that has not answered, or not
   * as FastCGI.
   *
   * @return what it speaks and what to do, one line; empty if it may be FastCGI
   */
  public static Optional<String> of(FastCgiAddress address) {
    try (SocketChannel channel = open(address)) {
      byte[] first = probe(channel, target(address));
      return describe(new String(first, ISO_8859_1)).map(named -> address + " " + named);
    } catch (IOException | UnresolvedAddressException e) {
      return Optional.empty();
    }
  }

  private static SocketChannel open(FastCgiAddress address) throws IOException {
    return address.isUnix()
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private static SocketAddress target(FastCgiAddress address) {
    return address.isUnix()
        ? UnixDomainSocketAddress.of(address.path())
        : new InetSocketAddress(address.host(), address.port());
  }

  /** Returns the first bytes of the answer; fewer if there are no more in time. */
  private static byte[] probe(SocketChannel channel, SocketAddress target) throws IOException {
    long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000;
    ByteBuffer answer = ByteBuffer.allocate(64);
    ByteBuffer question = ByteBuffer.wrap(PROBE);
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      boolean connected = channel.connect(target);
      channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
      while (answer.position() < MIN_BYTES && await(selector, deadline)) {
        selector.selectedKeys().clear();
        SelectionKey key = channel.keyFor(selector);
        if (key.isConnectable() && !channel.finishConnect()) {
          continue;
        }
        if (question.hasRemaining()) {
          channel.write(question);
        }
        if (key.isReadable() && channel.read(answer) < 0) {
          break;
        }
        key.interestOps(question.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      }
    }
    byte[] bytes = new byte[answer.flip().remaining()];
    answer.get(bytes);
    return bytes;
  }

  private static boolean await(Selector selector, long deadline) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    return left > 0 && selector.select(left) > 0;
  }

  private static Optional<String> describe(String first) {
    if (first.isEmpty() || first.charAt(0) == 1) {
      return Optional.empty();
    }
    if (first.startsWith("HTTP/") || first.startsWith("<")) {
      return Optional.of("answers HTTP, not FastCGI: use type http with a url, or " + WHERE);
    }
    if (first.matches("(?s)(?:\\+PONG|-(?:ERR|NOAUTH|DENIED|LOADING|NOPERM|MASTERDOWN)).*")) {
      return Optional.of("answers as a Redis server does, not FastCGI: " + WHERE);
    }
    if (first.startsWith("\u0015\u0003")) {
      return Optional.of("answers TLS, not FastCGI: " + WHERE);
    }
    if (first.startsWith("SSH-")) {
      return Optional.of("answers SSH, not FastCGI: " + WHERE);
    }
    String shown = first.replaceAll("[^ -~]", "?");
    return Optional.of("answers '" + shown + "', which is not FastCGI: " + WHERE);
  }
}
