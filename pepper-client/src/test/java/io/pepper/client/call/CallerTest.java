package io.pepper.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.pepper.client.Instance;
import io.pepper.client.Sample;
import io.pepper.client.select.Ejection;
import io.pepper.client.select.Filters;
import io.pepper.client.select.Selectors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final Duration AT_ONCE = Duration.ZERO;

  private final List<String> tried = Collections.synchronizedList(new ArrayList<>());

  @Test
  void failFastTriesOnce() {
    Caller caller = caller(3, FailMode.failFast());
    assertThatThrownBy(() -> caller.call(this::refuse)).isInstanceOf(ConnectException.class);
    assertThat(tried).hasSize(1);
  }

  @Test
  void failOverTriesOthersEachOnce() {
    Caller caller = caller(4, FailMode.failOver(3));
    assertThatThrownBy(() -> caller.call(this::refuse))
        .isInstanceOf(ConnectException.class)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(3));
    assertThat(tried).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void failOverFindsTheOneThatAnswers() throws Exception {
    Caller caller = caller(4, FailMode.failOver(3));
    assertThat(caller.call(this::onlyHost2)).isEqualTo("host-2");
  }

  @Test
  void failOverToTheSameWhenItIsAlone() {
    Caller caller = caller(1, FailMode.failOver(2));
    assertThatThrownBy(() -> caller.call(this::refuse)).isInstanceOf(ConnectException.class);
    assertThat(tried).containsExactly("host-0", "host-0", "host-0");
  }

  @Test
  void failTryStaysWithTheSame() {
    Caller caller = caller(5, FailMode.failTry(4, AT_ONCE));
    assertThatThrownBy(() -> caller.call(this::refuse)).isInstanceOf(ConnectException.class);
    assertThat(tried).hasSize(5);
    assertThat(Set.copyOf(tried)).hasSize(1);
  }

  @Test
  void whatTheServiceAnsweredIsNeverTriedAgain() {
    for (FailMode mode : modes()) {
      assertOneTry(mode, new IllegalStateException("out of stock"));
    }
  }

  @Test
  void cancellationAndTimeAreNeverTriedAgain() {
    for (FailMode mode : modes()) {
      assertOneTry(mode, new CancellationException());
      assertOneTry(mode, new InterruptedException());
      assertOneTry(mode, new HttpTimeoutException("late"));
      assertOneTry(mode, new SocketTimeoutException("late"));
    }
    assertThat(Failures.isUnreachable(new HttpConnectTimeoutException("refused"))).isTrue();
  }

  @Test
  void thePredicateSaysWhatIsTriedAgain() {
    Caller caller =
        Caller.of(Sample.application(Sample.hosts("one", 3)))
            .failMode(FailMode.failOver(2))
            .retryOn(IllegalStateException.class::isInstance)
            .build();
    Call<String> call =
        instance -> {
          tried.add(instance.hostname());
          throw new IllegalStateException("busy");
        };
    assertThatThrownBy(() -> caller.call(call)).isInstanceOf(IllegalStateException.class);
    assertThat(tried).hasSize(3);
    assertThatThrownBy(() -> caller.call(this::refuse)).isInstanceOf(ConnectException.class);
    assertThat(tried).hasSize(4);
  }

  @Test
  void backupAnswersWhenTheFirstIsLateAndTheLoserIsInterrupted() throws Exception {
    Caller caller = caller(2, FailMode.backup(Duration.ofMillis(20)));
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicReference<String> slow = new AtomicReference<>();
    String answer =
        caller.call(instance -> {
          if (slow.compareAndSet(null, instance.hostname())) {
            hang(interrupted);
          }
          return instance.hostname();
        });
    assertThat(answer).isNotEqualTo(slow.get());
    await().until(() -> interrupted.getCount() == 0);
  }

  @Test
  void backupDoesNotCallTwiceWhenTheFirstIsInTime() throws Exception {
    Caller caller = caller(2, FailMode.backup(Duration.ofMinutes(1)));
    assertThat(caller.call(this::answer)).isEqualTo(tried.getFirst());
    assertThat(tried).hasSize(1);
  }

  @Test
  void backupGoesToTheOtherAtOnceWhenTheFirstFails() throws Exception {
    Caller caller = caller(2, FailMode.backup(Duration.ofMinutes(1)));
    String answer = caller.call(instance -> tried.isEmpty() ? refuse(instance) : answer(instance));
    assertThat(answer).isEqualTo(tried.getLast());
    assertThat(tried).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void backupFailsWhenBothDo() {
    Caller caller = caller(2, FailMode.backup(AT_ONCE));
    assertThatThrownBy(() -> caller.call(this::refuse))
        .isInstanceOf(ConnectException.class)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }

  @Test
  void errorsReachTheCallerOfABackup() {
    Caller caller = caller(2, FailMode.backup(Duration.ofMinutes(1)));
    Call<String> call =
        instance -> {
          throw new StackOverflowError("deep");
        };
    assertThatThrownBy(() -> caller.call(call)).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void whatThePredicateThrowsReachesTheCallerOfABackup() {
    Caller caller =
        Caller.of(Sample.application(Sample.hosts("one", 2)))
            .failMode(FailMode.backup(Duration.ofMinutes(1)))
            .retryOn(failure -> {
              throw new IllegalStateException("a defect of the application", failure);
            })
            .build();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread.ofVirtual().start(() -> thrown.set(catchThrowable(() -> caller.call(this::refuse))));

    await().untilAsserted(() -> assertThat(thrown.get()).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void interruptingTheCallerEndsBothCalls() throws Exception {
    Caller caller = caller(2, FailMode.backup(AT_ONCE));
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(2);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                caller.call(instance -> {
                  begun.countDown();
                  hang(ended);
                  return "";
                });
              } catch (Exception e) {
                tried.add(e.getClass().getSimpleName());
              }
            });
    begun.await();
    thread.interrupt();
    thread.join();
    await().until(() -> ended.getCount() == 0);
    assertThat(tried).containsExactly("InterruptedException");
  }

  @Test
  void whatFailedIsLeftOutForAWhile() throws Exception {
    Caller caller =
        Caller.of(Sample.application(Sample.hosts("one", 4)))
            .selector(Selectors.roundRobin())
            .failMode(FailMode.failOver(3))
            .ejection(new Ejection(Duration.ofHours(1), Duration.ofHours(1), Clock.systemUTC()))
            .build();
    Set<String> reached = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 40; i++) {
      reached.add(
          caller.call(instance ->
              instance.hostname().equals("host-2") ? refuse(instance) : instance.hostname()));
    }
    assertThat(reached).containsExactlyInAnyOrder("host-0", "host-1", "host-3");
    assertThat(tried).containsExactly("host-2");
  }

  @Test
  void noInstanceIsSaid() {
    Caller caller =
        Caller.of(Sample.application(Sample.hosts("one", 2))).filter(Filters.color("red")).build();
    assertThatThrownBy(() -> caller.call(this::answer))
        .isInstanceOf(NoInstanceException.class)
        .hasMessageContaining("2 are known (REGISTRY), and none passes the filters");
  }

  private void assertOneTry(FailMode mode, Exception failure) {
    tried.clear();
    Call<String> call =
        instance -> {
          tried.add(instance.hostname());
          throw failure;
        };
    assertThatThrownBy(() -> caller(4, mode).call(call)).isSameAs(failure);
    assertThat(tried).as(mode.toString()).hasSize(1);
  }

  private static List<FailMode> modes() {
    return List.of(
        FailMode.failFast(),
        FailMode.failOver(3),
        FailMode.failTry(3, AT_ONCE),
        FailMode.backup(Duration.ofMinutes(1)));
  }

  private static Caller caller(int hosts, FailMode mode) {
    return Caller.of(Sample.application(Sample.hosts("one", hosts))).failMode(mode).build();
  }

  private String refuse(Instance instance) throws IOException {
    tried.add(instance.hostname());
    throw new ConnectException("refused");
  }

  private String answer(Instance instance) {
    tried.add(instance.hostname());
    return instance.hostname();
  }

  private String onlyHost2(Instance instance) throws IOException {
    return instance.hostname().equals("host-2") ? answer(instance) : refuse(instance);
  }

  private static void hang(CountDownLatch interrupted) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }
}
