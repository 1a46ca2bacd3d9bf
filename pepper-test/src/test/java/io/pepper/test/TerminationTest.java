package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** SIGTERM while 100 jobs run: they finish or go back to ready; nothing is lost; exit code 0. */
class TerminationTest {
  private static final int RUNNING = 100;
  private static final int JOBS = 150;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** What a job still does after the signal: part of the grace, and long enough for it to begin. */
  private static final Duration LAST_PART = Duration.ofSeconds(2);

  @Test
  void runningJobsFinishWithinTheirGrace() throws IOException {
    try (Pepper pepper = Pepper.embedded().start()) {
      finishesWhatRuns(pepper);
    }
  }

  @Test
  void jobsThatOutliveTheGraceAreReadyAgain() throws IOException {
    try (RedisServer redis = RedisServer.inMemory().appendOnly().start();
        Pepper pepper = Pepper.onRedis(redis).with("pepper.grace", "3s").start()) {
      returnsWhatDoesNotFinish(pepper);
    }
  }

  private static void finishesWhatRuns(Pepper pepper) throws IOException {
    CountDownLatch finish = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    try (HttpConsumer consumer = waitingFor(finish, running)) {
      define(pepper, consumer);
      push(pepper);
      await().atMost(Duration.ofSeconds(30)).until(() -> running.get() == RUNNING);
      CompletableFuture<OptionalInt> exit = CompletableFuture.supplyAsync(pepper::terminate);
      await().atMost(Duration.ofSeconds(30)).until(() -> pepper.output().contains("stopping"));
      finish.countDown();
      assertThat(exit.join()).as(pepper.output()).hasValue(0);
      pepper.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> consumer.payloads().size() >= JOBS);
      assertThat(consumer.payloads()).containsExactlyInAnyOrderElementsOf(payloads());
    }
  }

  private static void returnsWhatDoesNotFinish(Pepper pepper) throws IOException {
    CountDownLatch finish = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    try (HttpConsumer consumer = waitingFor(finish, running)) {
      define(pepper, consumer);
      push(pepper);
      await().atMost(Duration.ofSeconds(30)).until(() -> running.get() == RUNNING);
      assertThat(pepper.terminate()).as(pepper.output()).hasValue(0);
      finish.countDown();
      int before = consumer.payloads().size();
      pepper.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> pepper.counts("stop", "all").getInt("succeeded") >= JOBS);
      List<String> again = consumer.payloads().subList(before, consumer.payloads().size());
      assertThat(again).containsExactlyInAnyOrderElementsOf(payloads());
      assertThat(pepper.counts("stop", "all").getInt("dead")).isZero();
    }
  }

  private static HttpConsumer waitingFor(CountDownLatch finish, AtomicInteger running) {
    return new HttpConsumer(
        "stop/all",
        delivered -> {
          running.incrementAndGet();
          awaitQuietly(finish, LONGEST);
          awaitQuietly(new CountDownLatch(1), LAST_PART);
          return Answer.code(200, "done");
        });
  }

  private static void awaitQuietly(CountDownLatch finish, Duration limit) {
    try {
      finish.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void define(Pepper pepper, HttpConsumer consumer) {
    pepper.define(
        "stop",
        """
        {"password":"p","topics":{"all":{"delivery":%s,"workers":%d,"timeout":"PT2M"}}}\
        """
            .formatted(consumer.delivery(), RUNNING));
  }

  private static void push(Pepper pepper) throws IOException {
    List<String> command = new ArrayList<>(List.of("LPUSH", "stop"));
    command.addAll(payloads());
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      String reply = client.login("stop", "p").call(command.toArray(String[]::new));
      assertThat(reply).startsWith(":");
    }
  }

  private static List<String> payloads() {
    return java.util.stream.IntStream.range(0, JOBS).mapToObj(i -> "job " + i).toList();
  }
}
