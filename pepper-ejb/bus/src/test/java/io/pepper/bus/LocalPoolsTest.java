package io.pepper.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pepper.bus.local.PoolSearch;
import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPoolsTest {
  @TempDir Path root;

  @Test
  void saysWhichAnswerAndWhatIsKnownOfThem() throws IOException {
    try (PhpFpm port = PhpFpm.withChildren(1).start();
        PhpFpm socket = PhpFpm.withChildren(1).onUnixSocket().start()) {
      configure(port.address(), socket.address().substring("unix:".length()));

      assertThat(find())
          .containsExactly(
              new LocalPool(
                  port.address(), true, "Answers, runs scripts as web, up to 7 at a time.", ""),
              new LocalPool(
                  socket.address(), true, "Answers, runs scripts as web, up to 7 at a time.", ""));
    }
  }

  @Test
  void tellsAPoolWithoutAFreeChildFromOneThatIsNotThere() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      configure("127.0.0.1:" + silent.getLocalPort(), "127.0.0.1:1");

      assertThat(find())
          .extracting(LocalPool::answers, LocalPool::finding)
          .containsExactly(
              tuple(false, "It takes connections, but no child is free to answer."),
              tuple(false, "Nothing listens here: is php-fpm started?"));
    }
  }

  @Test
  void doesNotTakeAnotherServerForPhp() throws IOException {
    try (RedisServer redis = RedisServer.inMemory().start()) {
      configure("127.0.0.1:" + redis.port());

      assertThat(find()).noneMatch(LocalPool::answers);
    }
  }

  @Test
  void writesItsExampleForItsOwnUserOnly() throws IOException {
    Path script = pools().writeScript();

    assertThat(pools().writeScript()).isEqualTo(script).hasContent(pools().script());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
        .isEqualTo("rw-------");
  }

  private void configure(String... listen) throws IOException {
    StringBuilder pools = new StringBuilder();
    for (String address : listen) {
      pools
          .append("[p%d]\nlisten = %s\n".formatted(pools.length(), address))
          .append("user = web\npm.max_children = 7\n");
    }
    Files.createDirectories(root.resolve("etc/php-fpm.d"));
    Files.writeString(root.resolve("etc/php-fpm.d/www.conf"), pools);
  }

  private List<LocalPool> find() {
    return pools().find().stream()
        .filter(pool -> !pool.address().equals("127.0.0.1:9000"))
        .toList();
  }

  private LocalPools pools() {
    Settings settings = Settings.of(Map.of("pepper.data", root.resolve("data").toString()));
    return new LocalPools(settings, Clock.systemUTC(), new PoolSearch(root));
  }
}
