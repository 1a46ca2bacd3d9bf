package io.pepper.connector.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which kept connections are looked at before they are used again. */
class AddressPoolTest {
  private static final long NEVER = Duration.ofDays(1).toNanos();

  private final AtomicLong now = new AtomicLong(1);
  private ServerSocket server;
  private AddressPool pool;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    pool =
        new AddressPool(
            new FastCgiAddress("127.0.0.1:" + server.getLocalPort()), now::get, () -> {});
  }

  @AfterEach
  void stop() throws IOException {
    pool.close();
    server.close();
  }

  /** One that the server has closed by now. */
  private Connection keptAndClosed() throws Exception {
    Connection connection = pool.acquire(NEVER);
    Socket accepted = server.accept();
    pool.release(connection);
    accepted.close();
    return connection;
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void oneThatHasRestedIsLookedAtAndReplacedIfItIsClosed() throws Exception {
    Connection closed = keptAndClosed();
    pass(Duration.ofMillis(2));

    assertThat(pool.acquire(NEVER)).isNotSameAs(closed);
    assertThat(pool.openConnections()).isOne();
  }

  @Test
  void oneThatWasJustUsedIsUsedAgainUnseen() throws Exception {
    Connection closed = keptAndClosed();
    pass(Duration.ofNanos(900_000));

    assertThat(pool.acquire(NEVER)).isSameAs(closed);
  }

  @Test
  void afterOneWasFoundClosedAllAreLookedAtForAWhile() throws Exception {
    pool.closedByServer();

    Connection closed = keptAndClosed();

    assertThat(pool.acquire(NEVER)).isNotSameAs(closed);
  }

  @Test
  void theSuspicionEnds() throws Exception {
    pool.closedByServer();
    pass(Duration.ofSeconds(20));

    Connection closed = keptAndClosed();

    assertThat(pool.acquire(NEVER)).isSameAs(closed);
  }
}
