package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedReadTest {
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  @TempDir Path folder;

  private interface Use {
    void on(TimedRead read, SocketChannel channel, SocketChannel peer) throws Exception;
  }

  private void connected(boolean unix, Use use) throws Exception {
    StandardProtocolFamily family =
        unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
    SocketAddress any =
        unix
            ? UnixDomainSocketAddress.of(folder.resolve("socket"))
            : new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    try (ServerSocketChannel server = ServerSocketChannel.open(family).bind(any);
        SocketChannel channel = SocketChannel.open(server.getLocalAddress());
        SocketChannel peer = server.accept()) {
      use.on(new TimedRead(channel, unix), channel, peer);
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String text(ByteBuffer read) {
    return US_ASCII.decode(read.flip()).toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesTheConnectionAsItWasWhenNothingCame(boolean unix) throws Exception {
    connected(
        unix,
        (read, channel, peer) -> {
          ByteBuffer in = ByteBuffer.allocate(16);

          assertThat(read.read(in)).isZero();
          assertThat(read.read(in, SHORT)).isZero();

          assertThat(in.position()).isZero();
          assertThat(channel.isBlocking()).isTrue();
          peer.write(bytes("late"));
          channel.read(in);
          assertThat(text(in)).isEqualTo("late");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void returnsWithTheFirstBytes(boolean unix) throws Exception {
    connected(
        unix,
        (read, channel, peer) -> {
          ByteBuffer in = ByteBuffer.allocate(16);
          CompletableFuture<Integer> count = CompletableFuture.supplyAsync(() -> waited(read, in));
          peer.write(bytes("ready"));

          assertThat(count.get(10, TimeUnit.SECONDS)).isEqualTo(5);
          assertThat(text(in)).isEqualTo("ready");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void seesTheEndOfTheStream(boolean unix) throws Exception {
    connected(
        unix,
        (read, channel, peer) -> {
          peer.close();

          assertThat(read.read(ByteBuffer.allocate(16), LONG)).isEqualTo(-1);
          assertThat(read.read(ByteBuffer.allocate(16))).isEqualTo(-1);
        });
  }

  private static int waited(TimedRead read, ByteBuffer in) {
    try {
      return read.read(in, LONG);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
