package io.pepper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Real servers behind an address that should be php-fpm's. */
class PeerProtocolTest {
  @Test
  void namesRedis() {
    try (RedisServer redis = RedisServer.inMemory().start()) {
      assertThat(PeerProtocol.of(new FastCgiAddress("127.0.0.1:" + redis.port())))
          .contains(
              "127.0.0.1:%d answers as a Redis server does, not FastCGI: give the address where php-fpm listens"
                  .formatted(redis.port()));
    }
  }

  @Test
  void namesHttp() throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    ExecutorService threads = Executors.newCachedThreadPool();
    http.setExecutor(threads);
    http.start();
    try {
      assertThat(PeerProtocol.of(new FastCgiAddress("127.0.0.1:" + http.getAddress().getPort())))
          .hasValueSatisfying(named -> assertThat(named).contains("answers HTTP, not FastCGI"));
    } finally {
      http.stop(0);
      threads.shutdownNow();
    }
  }

  @Test
  void saysNothingOfPhpFpmAndOfNobody() {
    try (PhpFpm tcp = PhpFpm.withChildren(1).start();
        PhpFpm unix = PhpFpm.withChildren(1).onUnixSocket().start()) {
      assertThat(PeerProtocol.of(new FastCgiAddress(tcp.address()))).isEmpty();
      assertThat(PeerProtocol.of(new FastCgiAddress(unix.address()))).isEmpty();
    }
    assertThat(PeerProtocol.of(new FastCgiAddress("127.0.0.1:" + FreePorts.next()))).isEmpty();
    assertThat(PeerProtocol.of(new FastCgiAddress("no.such.host.invalid:9000"))).isEmpty();
  }
}
