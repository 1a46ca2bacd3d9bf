package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static io.pepper.connector.fastcgi.pool.PhpJobs.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiLimits;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.fixtures.PhpFpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who was served sends the request of the next in line. That one may leave in the same moment; the
 * request is executed once or not at all, and the connection is nobody's loss.
 */
class HandOverTest {
  private static final int ATTEMPTS = 20;

  private final PooledFastCgiClient client = new PooledFastCgiClient(1024, 1);
  private final List<Thread> begunBy = Collections.synchronizedList(new ArrayList<>());
  private PhpFpm fpm;
  private Path script;

  @BeforeEach
  void start() {
    fpm = PhpFpm.withChildren(1).start();
    script =
        fpm.script(
            "marked.php",
            "<?php file_put_contents(__DIR__.'/runs', $_POST['id'].\"\\n\", FILE_APPEND);"
                + " usleep((int) ($_POST['nap'] ?? 0)); echo 'ok';");
  }

  @AfterEach
  void stop() {
    client.close();
    fpm.close();
  }

  /** One request on a thread of its own, and what became of it. */
  private final class Caller {
    private final Thread thread;
    private final String form;
    private volatile Runnable onBegun = () -> {};
    private volatile String answer;
    private volatile RuntimeException failure;
    private volatile boolean interrupted;

    Caller(String form, Duration patience) {
      this.form = form;
      this.thread = Thread.ofPlatform().unstarted(() -> call(patience));
    }

    private void call(Duration patience) {
      try {
        FastCgiLimits limits = new FastCgiLimits(patience, PLENTY);
        answer = text(client.exchange(addressOf(fpm), post(script, form), limits, this::begun));
      } catch (RuntimeException e) {
        failure = e;
      }
      interrupted = Thread.currentThread().isInterrupted();
    }

    private void begun() {
      begunBy.add(Thread.currentThread());
      onBegun.run();
    }

    private Reason reason() {
      return ((FastCgiException) failure).reason();
    }
  }

  /**
   * Runs two at a time: the first has the only child while the second gets in line. Where all
   * processors are busy the child may be ready too late for the first to wait for it, and the
   * second begins by itself: then it is tried again.
   *
   * @return the second, whose request the first has begun
   */
  private Caller runBehindAnother(Supplier<Caller> seconds) throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      Caller first = new Caller("id=first", PLENTY);
      Caller second = seconds.get();
      first.onBegun =
          () -> {
            begunBy.clear();
            second.thread.start();
            while (client.pool(addressOf(fpm)).waiting() == 0) {
              Thread.onSpinWait();
            }
          };
      first.thread.start();
      first.thread.join(PLENTY);
      second.thread.join(PLENTY);
      assertThat(first.answer).isEqualTo("ok");
      if (begunBy.equals(List.of(first.thread))) {
        return second;
      }
      Files.delete(script.resolveSibling("runs"));
    }
    throw new AssertionError("the first never began for the second: " + begunBy);
  }

  private List<String> runs() throws IOException {
    return Files.readAllLines(script.resolveSibling("runs"));
  }

  private void assertThatTheChildIsStillOurs() throws Exception {
    assertThat(client.openConnections(addressOf(fpm))).isOne();
    FastCgiRequest later = post(script, "id=later");
    assertThat(text(client.exchange(addressOf(fpm), later, PLENTY))).isEqualTo("ok");
    await().until(() -> client.openConnections(addressOf(fpm)) == 0);
  }

  @Test
  void whoWasServedSendsTheNextRequest() throws Exception {
    Caller second = runBehindAnother(() -> new Caller("id=second", PLENTY));

    assertThat(second.answer).isEqualTo("ok");
    assertThat(runs()).containsExactly("first", "second");
    assertThatTheChildIsStillOurs();
  }

  @Test
  void whoIsInterruptedBeforeItIsSentIsNotExecuted() throws Exception {
    Caller second =
        runBehindAnother(() -> {
          Caller caller = new Caller("id=second", PLENTY);
          caller.onBegun =
              () -> {
                caller.thread.interrupt();
                // Enough for it to run away, if it could.
                LockSupport.parkNanos(50_000_000);
              };
          return caller;
        });

    assertThat(second.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(second.interrupted).isTrue();
    assertThat(runs()).containsExactly("first");
    assertThatTheChildIsStillOurs();
  }

  @Test
  void whoseTimeIsUpWhenItIsSentGetsItsAnswer() throws Exception {
    Caller second =
        runBehindAnother(() -> {
          Caller caller = new Caller("id=second", Duration.ofSeconds(1));
          caller.onBegun = () -> LockSupport.parkNanos(1_200_000_000);
          return caller;
        });

    assertThat(second.answer).isEqualTo("ok");
    assertThat(runs()).containsExactly("first", "second");
    assertThatTheChildIsStillOurs();
  }

  @Test
  void whatFailsToBeginFailsItsOwnCallerOnly() throws Exception {
    IllegalStateException refusal = new IllegalStateException("not now");

    Caller second =
        runBehindAnother(() -> {
          Caller caller = new Caller("id=second", PLENTY);
          caller.onBegun =
              () -> {
                throw refusal;
              };
          return caller;
        });

    assertThat(second.failure).isSameAs(refusal);
    assertThat(runs()).containsExactly("first");
    assertThatTheChildIsStillOurs();
  }

  /** Interrupts and limits at any moment; what its caller is told is what php-fpm has done. */
  @Test
  void callersThatLeaveAtAnyMomentAreToldTheTruth() throws Exception {
    List<Caller> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(new Caller("id=" + i + "&nap=300", Duration.ofMillis(1 + i % 40)));
      all.getLast().thread.start();
      LockSupport.parkNanos(1_000_000);
      all.get(Math.max(0, i - ThreadLocalRandom.current().nextInt(4))).thread.interrupt();
    }
    for (Caller each : all) {
      each.thread.join(PLENTY);
    }
    // A child that was left alone with a request executes it all the same.
    await().until(() -> client.openConnections(addressOf(fpm)) == 0);
    new Caller("id=last", PLENTY).call(PLENTY);

    Map<String, Integer> runs = new HashMap<>();
    runs().forEach(each -> runs.merge(each, 1, Integer::sum));
    assertThat(runs.values()).containsOnly(1);
    for (int i = 0; i < all.size(); i++) {
      Caller each = all.get(i);
      if (each.answer != null) {
        assertThat(runs).containsKey("" + i);
      } else if (each.reason() != Reason.BROKEN) {
        assertThat(runs).as("%s", each.failure).doesNotContainKey("" + i);
      }
    }
    assertThat(all).anyMatch(each -> each.answer != null).anyMatch(each -> each.failure != null);
  }
}
