package io.pepper.discovery.cluster;

import static io.pepper.discovery.cluster.Samples.key;
import static io.pepper.discovery.cluster.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.cluster.publish.Publisher;
import io.pepper.settings.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded coordination on a disk that does not answer for a while. */
class SlowDiskTest {
  @TempDir Path folder;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CountDownLatch disk = new CountDownLatch(1);

  /** Holds up commits only: everything else is answered from memory. */
  private Coordination slow(Coordination embedded) {
    return (Coordination)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Coordination.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                disk.await();
              }
              try {
                return method.invoke(embedded, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void saysThatItIsTheDiskAndNotOtherNodes() {
    Logger logger = Logger.getLogger(Publisher.class.getName());
    Handler lines = lines();
    logger.addHandler(lines);
    try (Coordination embedded =
        Coordinations.open(Settings.of(Map.of("pepper.data", folder.toString())))) {
      SharedRegistry registry = new SharedRegistry(slow(embedded), "n1", Clock.systemUTC());
      Thread opening = Thread.ofVirtual().start(registry::open);
      registry.register(registration("a"));

      assertThat(registry.figures().isAway()).isTrue();
      // Nobody can be ahead of the only node there is.
      assertThat(registry.isAway()).isFalse();
      assertThat(registry.figures().isShared()).isFalse();
      assertThat(registry.find(key("a").app())).isPresent();
      assertThat(log).anyMatch(line -> line.startsWith("changes of discovery are not written"));
      disk.countDown();

      await().until(() -> !registry.figures().isAway());
      await()
          .until(() -> log.contains("changes of discovery are written to the data folder again"));
      assertThat(log).noneMatch(line -> line.contains("other nodes"));
      await().until(() -> !opening.isAlive());
      registry.close();
    } finally {
      logger.removeHandler(lines);
    }
  }

  private Handler lines() {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        log.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
