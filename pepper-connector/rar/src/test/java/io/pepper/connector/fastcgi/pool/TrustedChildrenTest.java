package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static io.pepper.connector.fastcgi.pool.PhpJobs.text;
import static io.pepper.connector.fastcgi.pool.PhpJobs.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiLimits;
import io.pepper.fixtures.PhpFpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Children that were ready soon after many answers in a row get the next request without being
 * waited for; one that is not ready then must cost time only. Here fifty make many: on a machine
 * with other work, a thousand without one late among them may take minutes.
 */
class TrustedChildrenTest {
  private static final int MANY = 50;
  private static final int ENOUGH = 1_500;
  private static final String MARK =
      "file_put_contents(__DIR__.'/runs', $_POST['id'].\"\\n\", FILE_APPEND); echo 'ok';";

  private PooledFastCgiClient client = trustingEarly();
  private PhpFpm fpm;
  private Path marked;

  private static PooledFastCgiClient trustingEarly() {
    return new PooledFastCgiClient(PooledFastCgiClient.DEFAULT_BODY_LIMIT, Integer.MAX_VALUE, MANY);
  }

  @AfterEach
  void stop() {
    client.close();
    fpm.close();
  }

  private void start(PhpFpm pool, boolean unix) {
    fpm = (unix ? pool.onUnixSocket() : pool).start();
    marked = fpm.script("marked.php", "<?php " + MARK);
  }

  private void earnTrust() {
    Path quick = fpm.script("quick.php", "<?php echo 'ok';");
    while (!client.trusts(addressOf(fpm))) {
      call(quick, "", PLENTY);
    }
  }

  private String call(Path script, String form, Duration limit) {
    return text(
        client.exchange(
            addressOf(fpm), post(script, form), FastCgiLimits.forScript(limit), () -> {}));
  }

  private List<String> runs() throws IOException {
    return Files.readAllLines(marked.resolveSibling("runs"));
  }

  private long finishing() {
    return client.pool(addressOf(fpm)).finishing();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsSentBehindWorkIsExecutedOnceAndItsLimitIsItsOwn(boolean unix) throws Exception {
    start(PhpFpm.withChildren(1), unix);
    Path tail =
        fpm.script("tail.php", "<?php echo 'ok'; fastcgi_finish_request(); usleep(900000);");
    earnTrust();

    CompletableFuture<String> behind =
        CompletableFuture.supplyAsync(
            () -> call(tail, "", PLENTY) + call(marked, "id=behind", Duration.ofMillis(500)));

    // A child that is waited for first would be counted as one that works on.
    await().during(Duration.ofMillis(300)).until(() -> finishing() == 0 && !behind.isDone());
    assertThat(behind.join()).isEqualTo("okok");
    assertThat(runs()).containsExactly("behind");
    assertThat(client.trusts(addressOf(fpm))).isFalse();

    call(tail, "", PLENTY);
    CompletableFuture<String> waiting =
        CompletableFuture.supplyAsync(() -> call(marked, "id=waiting", Duration.ofMillis(500)));
    await().until(() -> finishing() == 1);
    assertThat(waiting.join()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsSentBehindWorkThatIsKilledIsSentAgain(boolean unix) throws Exception {
    start(PhpFpm.withChildren(1).with("request_terminate_timeout", "1s"), unix);
    Path tail = fpm.script("tail.php", "<?php echo 'ok'; fastcgi_finish_request(); sleep(30);");
    earnTrust();

    call(tail, "", PLENTY);

    assertThat(call(marked, "id=behind", PLENTY)).isEqualTo("ok");
    assertThat(runs()).containsExactly("behind");
  }

  @Test
  void childrenThatEndAfterManyRequestsLoseAndRepeatNone() throws Exception {
    start(PhpFpm.withChildren(2).with("pm.max_requests", "700"), false);
    AtomicInteger ids = new AtomicInteger();

    List<Integer> done =
        together(
            4,
            () -> {
              int count = 0;
              while (call(marked, "id=" + ids.incrementAndGet(), PLENTY).equals("ok")
                  && count < ENOUGH) {
                count++;
              }
              return count;
            });

    assertThat(done).containsOnly(ENOUGH);
    assertThat(runs()).doesNotHaveDuplicates().hasSize(ids.get());
  }

  /** A new client each time: one that saw a connection end is wary for ten seconds. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killedChildrenExecuteNothingTwice(boolean unix) throws Exception {
    start(PhpFpm.withChildren(2), unix);
    AtomicInteger ids = new AtomicInteger();
    AtomicInteger answered = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      client.close();
      client = trustingEarly();
      earnTrust();
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Void> callers =
          CompletableFuture.runAsync(() -> crowd(ids, answered, done));
      await().until(() -> answered.get() > 0 && client.trusts(addressOf(fpm)));
      int next = answered.get();
      PhpFpm.kill(fpm.children().getFirst());
      await().until(() -> answered.get() >= next + 200 || callers.isDone());
      done.set(true);
      callers.join();
    }

    assertThat(runs()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(answered.get());
  }

  private void crowd(AtomicInteger ids, AtomicInteger answered, AtomicBoolean done) {
    try {
      together(
          4,
          () -> {
            while (!done.get()) {
              if (isAnswered(ids.incrementAndGet())) {
                answered.incrementAndGet();
              }
            }
            return null;
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private boolean isAnswered(int id) {
    try {
      return call(marked, "id=" + id, PLENTY).equals("ok");
    } catch (FastCgiException e) {
      assertThat(e.reason()).isEqualTo(Reason.BROKEN);
      return false;
    }
  }
}
