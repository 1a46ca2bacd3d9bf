package io.pepper.bus.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * The question to a pool whether it is there: FastCGI's FCGI_GET_VALUES, which php-fpm answers
 * without running a script as soon as a child is free. Never waits longer than {@value #LIMIT_MS}
 * ms.
 */
public record PoolQuestion(PoolAddress pool) {
  private static final long LIMIT_MS = 500;
  private static final String NAME = "FCGI_MPXS_CONNS";
  private static final int HEADER = 8;
  private static final byte VERSION = 1;
  private static final byte GET_VALUES = 9;
  private static final byte GET_VALUES_RESULT = 10;

  /** Asks, and returns what came of it. */
  public PoolAnswer ask() {
    try (SocketChannel channel = open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      long end = System.nanoTime() + Duration.ofMillis(LIMIT_MS).toNanos();
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address())) {
        do {
          if (!await(selector, end)) {
            return PoolAnswer.SILENT;
          }
        } while (!channel.finishConnect());
      }
      channel.write(question());
      key.interestOps(SelectionKey.OP_READ);
      return read(channel, selector, end);
    } catch (IOException e) {
      return kind(String.valueOf(e.getMessage()));
    }
  }

  private PoolAnswer read(SocketChannel channel, Selector selector, long end) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(1024);
    while (true) {
      if (!await(selector, end)) {
        return PoolAnswer.SILENT;
      }
      int read = channel.read(answer);
      if (answer.position() > 1
          && (answer.get(0) != VERSION || answer.get(1) != GET_VALUES_RESULT)) {
        return PoolAnswer.OTHER;
      }
      // Versions of php-fpm before 2023 close the connection instead of answering.
      if (answer.position() > 1 || read < 0) {
        return PoolAnswer.ANSWERS;
      }
    }
  }

  private static boolean await(Selector selector, long end) throws IOException {
    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    boolean ready = left > 0 && selector.select(left) > 0;
    selector.selectedKeys().clear();
    return ready;
  }

  private static ByteBuffer question() {
    byte[] name = NAME.getBytes(US_ASCII);
    return ByteBuffer.allocate(HEADER + 2 + name.length)
        .put(new byte[] {VERSION, GET_VALUES, 0, 0, 0, (byte) (2 + name.length), 0, 0})
        .put((byte) name.length)
        .put((byte) 0)
        .put(name)
        .flip();
  }

  private SocketChannel open() throws IOException {
    return pool.isUnix() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
  }

  private SocketAddress address() {
    if (pool.isUnix()) {
      return UnixDomainSocketAddress.of(pool.path());
    }
    int colon = pool.address().lastIndexOf(':');
    return new InetSocketAddress(
        pool.address().substring(0, colon), Integer.parseInt(pool.address().substring(colon + 1)));
  }

  private static PoolAnswer kind(String failure) {
    return switch (failure) {
      case String text when text.contains("Permission denied") -> PoolAnswer.FORBIDDEN;
      case String text when text.contains("reset") || text.contains("Broken pipe") ->
          PoolAnswer.OTHER;
      default -> PoolAnswer.ABSENT;
    };
  }
}
