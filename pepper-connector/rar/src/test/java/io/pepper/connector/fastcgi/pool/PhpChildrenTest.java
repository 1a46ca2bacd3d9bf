package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static io.pepper.connector.fastcgi.pool.PhpJobs.text;
import static io.pepper.connector.fastcgi.pool.PhpJobs.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiLimits;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.fixtures.PhpFpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * php-fpm is never asked for more children than it has, and the wait for one is not the script's.
 */
class PhpChildrenTest {
  private static final String MARKED = "file_put_contents(__DIR__.'/runs', 'x', FILE_APPEND);";

  private final PooledFastCgiClient client = new PooledFastCgiClient();
  private PhpFpm fpm;

  @AfterEach
  void stop() {
    client.close();
    fpm.close();
  }

  private void start(PhpFpm pool, boolean unix) {
    fpm = unix ? pool.onUnixSocket() : pool;
    fpm.start();
  }

  private FastCgiResponse call(Path script, Duration limit) {
    return client.exchange(
        addressOf(fpm), post(script, ""), FastCgiLimits.forScript(limit), () -> {});
  }

  private FastCgiPool state() {
    return client.pool(addressOf(fpm));
  }

  private static long runs(Path script) throws IOException {
    Path runs = script.resolveSibling("runs");
    return Files.exists(runs) ? Files.size(runs) : 0;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theTimeLimitIsTheScriptsAlone(boolean unix) throws Exception {
    start(PhpFpm.withChildren(1), unix);
    Path script = fpm.script("nap.php", "<?php " + MARKED + "usleep(200000); echo 'ok';");

    List<String> answers = together(8, () -> text(call(script, Duration.ofMillis(1000))));

    assertThat(answers).hasSize(8).containsOnly("ok");
    assertThat(runs(script)).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatGaveUpWaitingIsNeverExecuted(boolean unix) throws Exception {
    start(PhpFpm.withChildren(1), unix);
    Path slow = fpm.script("slow.php", "<?php usleep(600000); echo 'ok';");
    Path script = fpm.script("marked.php", "<?php " + MARKED);
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> text(call(slow, PLENTY)));
    await().until(() -> state().children() == 1);

    FastCgiException failure =
        catchThrowableOfType(
            FastCgiException.class,
            () -> client.exchange(addressOf(fpm), post(script, ""), Duration.ofMillis(200)));

    assertThat(failure.reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(failure).hasMessageContaining("pm.max_children");
    assertThat(first.join()).isEqualTo("ok");
    assertThat(text(call(slow, PLENTY))).isEqualTo("ok");
    assertThat(runs(script)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void workAfterTheAnswerIsNotTheNextRequests(boolean unix) throws Exception {
    start(PhpFpm.withChildren(1), unix);
    Path script =
        fpm.script(
            "tail.php", "<?php echo 'ok'; fastcgi_finish_request(); usleep(900000); " + MARKED);

    for (int i = 0; i < 3; i++) {
      assertThat(text(call(script, Duration.ofMillis(700)))).isEqualTo("ok");
    }

    await().until(() -> state().finishing() == 1);
    await().until(() -> runs(script) == 3 && state().finishing() == 0);
    assertThat(state().cutShort()).isZero();
  }

  @Test
  void workAfterTheAnswerDoesNotHoldUpWhatAnotherChildCanDo() throws Exception {
    start(PhpFpm.withChildren(2), false);
    Path tail = fpm.script("tail.php", "<?php echo 'ok'; fastcgi_finish_request(); sleep(5);");
    Path quick = fpm.script("quick.php", "<?php echo 'ok';");
    call(tail, PLENTY);
    long start = System.nanoTime();

    for (int i = 0; i < 20; i++) {
      call(quick, PLENTY);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(state().finishing()).isOne();
  }

  @Test
  void workAfterTheAnswerThatIsEndedIsCounted() {
    start(PhpFpm.withChildren(1).with("request_terminate_timeout", "1s"), false);
    Path script = fpm.script("tail.php", "<?php echo 'ok'; fastcgi_finish_request(); sleep(30);");

    assertThat(text(call(script, PLENTY))).isEqualTo("ok");

    await().atMost(Duration.ofSeconds(20)).until(() -> state().cutShort() == 1);
    await().until(() -> state().finishing() == 0);
  }

  @Test
  void callersBeyondTheChildrenWaitAndThePoolIsKnownToBeFull() throws Exception {
    start(PhpFpm.withChildren(3), false);
    Path script = fpm.script("nap.php", "<?php usleep(100000); echo 'ok';");
    CompletableFuture<List<String>> crowd = CompletableFuture.supplyAsync(() -> crowd(8, script));

    await()
        .untilAsserted(() -> {
          assertThat(state().full()).isTrue();
          assertThat(state().children()).isEqualTo(3);
          assertThat(state().capacity()).isEqualTo(4);
        });

    assertThat(crowd.join()).containsOnly("ok");
    await().until(() -> state().children() == 0);
  }

  @Test
  void childrenBeyondTheSettingAreLeftToOthers() throws Exception {
    start(PhpFpm.withChildren(4), false);
    Path script = fpm.script("nap.php", "<?php usleep(50000); echo getmypid();");
    try (PooledFastCgiClient modest = new PooledFastCgiClient(1024, 2)) {
      List<String> children =
          together(6, () -> text(modest.exchange(addressOf(fpm), post(script, ""), PLENTY)));

      assertThat(children.stream().distinct()).hasSizeLessThanOrEqualTo(2);
      assertThat(modest.pool(addressOf(fpm)).children()).isLessThanOrEqualTo(2);
    }
  }

  /** A pool whose last child of ours ends long after another caller began to ask for one. */
  @Test
  void theLimitOfACallerIsItsOwn() throws Exception {
    start(PhpFpm.withChildren(1), false);
    Path slow = fpm.script("slow.php", "<?php sleep(2); echo 'ok';");
    try (PooledFastCgiClient stranger = new PooledFastCgiClient()) {
      CompletableFuture<FastCgiResponse> busy =
          CompletableFuture.supplyAsync(
              () -> stranger.exchange(addressOf(fpm), post(slow, ""), PLENTY));
      await().until(() -> stranger.pool(addressOf(fpm)).children() == 1);
      CompletableFuture<FastCgiException> impatient =
          CompletableFuture.supplyAsync(() ->
              catchThrowableOfType(
                  FastCgiException.class,
                  () -> client.exchange(addressOf(fpm), post(slow, ""), Duration.ofMillis(300))));
      await().until(() -> state().waiting() == 1);
      CompletableFuture<String> patient =
          CompletableFuture.supplyAsync(() -> text(call(slow, PLENTY)));

      assertThat(impatient.join().reason()).isEqualTo(Reason.OVERLOADED);
      assertThat(patient.join()).isEqualTo("ok");
      busy.join();
    }
  }

  private List<String> crowd(int callers, Path script) {
    try {
      return together(
          callers,
          () -> {
            String last = "";
            for (int i = 0; i < 4; i++) {
              last = text(call(script, Duration.ofSeconds(1)));
            }
            return last;
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoeverAsksForAChildGetsTheOneThatIsLeftIdle() throws Exception {
    start(PhpFpm.withChildren(1), false);
    Path script = fpm.script("quick.php", "<?php usleep(1000); echo 'ok';");
    call(script, PLENTY);
    long longest = 0;

    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      together(2, () -> call(script, PLENTY));
      longest = Math.max(longest, System.nanoTime() - start);
    }

    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void aStrangersFullPoolIsOverloadedAndNothingIsExecuted() throws Exception {
    start(PhpFpm.withChildren(1), false);
    Path slow = fpm.script("slow.php", "<?php sleep(2);");
    Path script = fpm.script("marked.php", "<?php " + MARKED);
    try (PooledFastCgiClient stranger = new PooledFastCgiClient()) {
      CompletableFuture<FastCgiResponse> busy =
          CompletableFuture.supplyAsync(
              () -> stranger.exchange(addressOf(fpm), post(slow, ""), PLENTY));
      await().until(() -> stranger.pool(addressOf(fpm)).children() == 1);

      List<FastCgiException> failures =
          together(
              3,
              () ->
                  catchThrowableOfType(
                      FastCgiException.class,
                      () ->
                          client.exchange(
                              addressOf(fpm), post(script, ""), Duration.ofMillis(300))));

      assertThat(failures).extracting(FastCgiException::reason).containsOnly(Reason.OVERLOADED);
      busy.join();
    }
    assertThat(text(call(fpm.script("ok.php", "<?php echo 'ok';"), PLENTY))).isEqualTo("ok");
    assertThat(runs(script)).isZero();
  }
}
