package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static io.pepper.connector.fastcgi.pool.PhpJobs.text;
import static io.pepper.connector.fastcgi.pool.PhpJobs.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.PhpFpm;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** php-fpm killed, reloaded, recycled, slow or not there. */
class PhpTroubleTest {
  /** Leaves a mark per run, says how far it has come, then waits. */
  private static final String MARKED_AND_SLOW =
      "<?php file_put_contents(__DIR__.'/runs', 'x', FILE_APPEND); sleep(20); echo 'late';";

  private final PooledFastCgiClient client = new PooledFastCgiClient();

  @AfterEach
  void close() {
    client.close();
  }

  private FastCgiException failure(FastCgiAddress address, Path script, Duration limit) {
    return catchThrowableOfType(
        FastCgiException.class, () -> client.exchange(address, post(script, ""), limit));
  }

  private static PhpFpm fpm(int children, boolean unix) {
    PhpFpm fpm = PhpFpm.withChildren(children);
    return unix ? fpm.onUnixSocket() : fpm;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theTimeLimitEndsASlowScript(boolean unix) {
    try (PhpFpm fpm = fpm(1, unix).start()) {
      Path script = fpm.script("slow.php", "<?php error_log('working'); sleep(20);");
      long start = System.nanoTime();

      FastCgiException failure = failure(addressOf(fpm), script, Duration.ofMillis(300));

      assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChildKilledInTheMiddleOfAKeptRequestIsBrokenAndNotSentAgain(boolean unix)
      throws IOException {
    try (PhpFpm fpm = fpm(1, unix).start()) {
      Path warm = fpm.script("warm.php", "<?php echo 1;");
      Path script = fpm.script("marked.php", MARKED_AND_SLOW);
      Path runs = script.resolveSibling("runs");
      client.exchange(addressOf(fpm), post(warm, ""), PLENTY);

      CompletableFuture<FastCgiException> failed =
          CompletableFuture.supplyAsync(() -> failure(addressOf(fpm), script, PLENTY));
      await().until(() -> Files.exists(runs));
      fpm.children().forEach(PhpFpm::kill);

      assertThat(failed.join().reason()).isEqualTo(Reason.BROKEN);
      assertThat(Files.readString(runs)).isEqualTo("x");
    }
  }

  @Test
  void theWholeServerKilledIsBrokenThenUnreachableThenFine() {
    try (PhpFpm fpm = PhpFpm.withChildren(1).start()) {
      Path script = fpm.script("marked.php", MARKED_AND_SLOW);
      Path quick = fpm.script("quick.php", "<?php echo 'back';");
      CompletableFuture<FastCgiException> failed =
          CompletableFuture.supplyAsync(() -> failure(addressOf(fpm), script, PLENTY));
      await().until(() -> Files.exists(script.resolveSibling("runs")));

      fpm.kill();

      assertThat(failed.join().reason()).isEqualTo(Reason.BROKEN);
      FastCgiException down = failure(addressOf(fpm), quick, PLENTY);
      assertThat(down.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(down).hasMessageContaining("start php-fpm");
      fpm.start();
      assertThat(text(client.exchange(addressOf(fpm), post(quick, ""), PLENTY))).isEqualTo("back");
    }
  }

  @Test
  void anIdleConnectionClosedByARestartCostsNothing() {
    try (PhpFpm fpm = PhpFpm.withChildren(2).start()) {
      Path script = fpm.script("quick.php", "<?php echo getmypid();");
      for (int i = 0; i < 10; i++) {
        String before = text(client.exchange(addressOf(fpm), post(script, ""), PLENTY));
        List<ProcessHandle> children = fpm.children();

        fpm.reload();
        await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

        String after = text(client.exchange(addressOf(fpm), post(script, ""), PLENTY));
        assertThat(after).isNotEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recycledChildrenCostNoRequest(boolean unix) throws Exception {
    try (PhpFpm fpm = fpm(2, unix).with("pm.max_requests", "10").start()) {
      Path script =
          fpm.script("count.php", "<?php file_put_contents(__DIR__.'/n', 'x', FILE_APPEND);");

      together(
          2,
          () -> {
            for (int i = 0; i < 500; i++) {
              client.exchange(addressOf(fpm), post(script, "a=1"), PLENTY);
            }
            return null;
          });

      assertThat(Files.size(script.resolveSibling("n"))).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noScriptRunsTwiceHoweverOftenChildrenAreKilled(boolean unix) throws Exception {
    try (PhpFpm fpm = fpm(4, unix).with("pm.max_requests", "50").start()) {
      Path script =
          fpm.script(
              "mark.php",
              "<?php file_put_contents(__DIR__.'/ids', $_POST['id'].\"\\n\", FILE_APPEND); usleep(500);");
      AtomicInteger ids = new AtomicInteger();
      AtomicInteger broken = new AtomicInteger();
      Set<String> unsent = ConcurrentHashMap.newKeySet();
      AtomicBoolean done = new AtomicBoolean();
      Thread killer = Thread.ofPlatform().start(() -> killNowAndThen(fpm, done));

      together(4, () -> sendMarks(addressOf(fpm), script, ids, broken, unsent));
      done.set(true);
      killer.join();

      List<String> runs = Files.readAllLines(script.resolveSibling("ids"));
      assertThat(runs).doesNotHaveDuplicates();
      assertThat(runs).noneMatch(unsent::contains);
      assertThat(runs).hasSizeGreaterThanOrEqualTo(2000 - broken.get() - unsent.size());
      assertThat(broken.get()).isPositive();
    }
  }

  private Void sendMarks(
      FastCgiAddress address,
      Path script,
      AtomicInteger ids,
      AtomicInteger broken,
      Set<String> unsent) {
    for (int i = 0; i < 500; i++) {
      String id = Integer.toString(ids.incrementAndGet());
      try {
        client.exchange(address, post(script, "id=" + id), PLENTY);
      } catch (FastCgiException e) {
        if (e.reason() == Reason.UNREACHABLE) {
          // The last child was killed while it was asked whether it is ready.
          unsent.add(id);
        } else {
          assertThat(e.reason()).isEqualTo(Reason.BROKEN);
          broken.incrementAndGet();
        }
      }
    }
    return null;
  }

  private static void killNowAndThen(PhpFpm fpm, AtomicBoolean done) {
    while (!done.get()) {
      LockSupport.parkNanos(20_000_000);
      fpm.children().stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ondemand", "dynamic"})
  void workersThatPhpStartsOnDemandAreUsed(String pm) throws Exception {
    PhpFpm fpm = PhpFpm.withChildren(4).with("pm", pm);
    if (pm.equals("dynamic")) {
      fpm.with("pm.start_servers", "1")
          .with("pm.min_spare_servers", "1")
          .with("pm.max_spare_servers", "2");
    }
    try (fpm) {
      fpm.start();
      Path script = fpm.script("nap.php", "<?php usleep(20000); echo 'ok';");

      List<String> answers =
          together(
              8,
              () -> {
                String last = "";
                for (int i = 0; i < 20; i++) {
                  last = text(client.exchange(addressOf(fpm), post(script, ""), PLENTY));
                }
                return last;
              });

      assertThat(answers).hasSize(8).containsOnly("ok");
    }
  }

  @Test
  void nothingListensOnThatPortIsUnreachableWithARemedy() {
    FastCgiAddress nobody = new FastCgiAddress("127.0.0.1:" + FreePorts.next());

    FastCgiException failure = failure(nobody, Path.of("/x.php"), PLENTY);

    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure).hasMessageContaining("nobody listens there");
  }

  @Test
  void aMissingSocketFileIsUnreachableWithARemedy() {
    FastCgiAddress missing = new FastCgiAddress("unix:/nowhere/fpm.sock");

    FastCgiException failure = failure(missing, Path.of("/x.php"), PLENTY);

    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure).hasMessageContaining("there is no such socket");
  }

  @Test
  void anUnknownHostIsUnreachable() {
    FastCgiAddress unknown = new FastCgiAddress("no-such-host.invalid:9000");

    FastCgiException failure = failure(unknown, Path.of("/x.php"), PLENTY);

    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure).hasMessageContaining("host name is unknown");
  }

  @Test
  void aFullBacklogOfAUnixSocketIsOverloaded() throws Exception {
    try (PhpFpm fpm = PhpFpm.withChildren(1).onUnixSocket().with("listen.backlog", "1").start()) {
      Path script = fpm.script("quick.php", "<?php echo 1;");
      List<SocketChannel> others = new ArrayList<>();
      try {
        fillBacklog(addressOf(fpm), others);

        // A platform thread would wait in the kernel until there is room.
        FastCgiException failure =
            together(1, () -> failure(addressOf(fpm), script, PLENTY)).getFirst();

        assertThat(failure.reason()).isEqualTo(Reason.OVERLOADED);
        assertThat(failure).hasMessageContaining("listen.backlog");
      } finally {
        for (SocketChannel each : others) {
          each.close();
        }
      }
    }
  }

  /** Silent connections: the child waits for the first one's request, the others for the child. */
  private static void fillBacklog(FastCgiAddress address, List<SocketChannel> others) {
    await()
        .until(() -> {
          SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
          others.add(channel);
          channel.configureBlocking(false);
          try {
            return !channel.connect(UnixDomainSocketAddress.of(address.path()));
          } catch (IOException e) {
            return true;
          }
        });
  }
}
