package io.pepper.web.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisconnectDetectorTest {
  private final List<String> ended = new ArrayList<>();
  private final DisconnectDetector<String> hangups = new DisconnectDetector<>(ended::add);
  private SocketChannel client;
  private SocketChannel server;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = SocketChannel.open(listener.getLocalAddress());
      server = listener.accept();
      server.configureBlocking(false);
    }
  }

  @AfterEach
  void close() throws IOException {
    hangups.close();
    client.close();
    server.close();
  }

  @Test
  void endsThePollOfACallerThatIsGone() throws IOException {
    hangups.watch(server, "poll");
    hangups.selectOnce();
    assertThat(ended).isEmpty();

    client.close();
    selectSeveralTimes();
    assertThat(ended).containsExactly("poll");
  }

  @Test
  void endsThePollOfACallerThatSentTheNextRequestAlready() throws IOException {
    hangups.watch(server, "poll");
    client.write(ByteBuffer.wrap(new byte[] {1}));
    selectSeveralTimes();
    assertThat(ended).containsExactly("poll");
  }

  /** The selector may have seen it before the server read it. */
  @Test
  void takesTheRequestItselfForNoHangup() throws IOException {
    client.write(ByteBuffer.wrap(new byte[] {1}));
    hangups.watch(server, "poll");
    hangups.selectOnce();
    server.read(ByteBuffer.allocate(10));
    selectSeveralTimes();
    assertThat(ended).isEmpty();
  }

  @Test
  void forgetsAPollThatWasAnswered() throws IOException {
    hangups.watch(server, "first").run();
    hangups.selectOnce();
    hangups.watch(server, "second");
    client.close();
    selectSeveralTimes();
    assertThat(ended).containsExactly("second");
  }

  private void selectSeveralTimes() throws IOException {
    for (int i = 0; i < 3; i++) {
      hangups.selectOnce();
    }
  }
}
