package io.pepper.bus.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.bus.accept.Enqueuer.DelayedPayload;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.definition.FormSize;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.definition.ExactJson;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.embedded.EmbeddedJobStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTransactionTest {
  private static final Instant DUE = Instant.parse("2096-11-21T10:00:00Z");
  private static final QueueDefinition ORDERS = queue("orders");
  private static final QueueDefinition MAILS = queue("mails");

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private JobStore store;
  private Enqueuer enqueuer;

  @BeforeEach
  void open() {
    store = EmbeddedJobStore.open(folder, Duration.ofSeconds(5));
    Clock clock = Clock.systemUTC();
    enqueuer =
        new Enqueuer(
            store, new JobIdGenerator(clock, 1), clock, FormSize.DEFAULT_MAX_BYTES, new Told());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void storesNothingBeforeItIsStoredAndThenAllOfSeveralQueues() {
    JobTransaction transaction = enqueuer.newTransaction();
    Push orders = transaction.accept(ORDERS, payloads("a", "b"), "trace");
    Push mails = transaction.accept(MAILS, payloads("c"), "trace");
    Push more = transaction.accept(ORDERS, payloads("d"), "trace");
    Push later = transaction.acceptDelayed(MAILS, List.of(later("e")), "trace");
    assertThat(counts("orders").ready()).isZero();

    transaction.store().join();

    assertThat(orders.stored().join()).isEqualTo(3);
    assertThat(more.stored().join()).isEqualTo(3);
    assertThat(mails.stored().join()).isOne();
    assertThat(later.stored()).isDone();
    assertThat(counts("orders").ready()).isEqualTo(3);
    assertThat(counts("mails")).isEqualTo(new JobCounts(1, 1, 0, 0, 0, 0));
    assertThat(told)
        .containsExactly(
            "orders: 2 pushes, 3 jobs", "mails: 1 pushes, 1 jobs", "mails: 1 later, at " + DUE);
  }

  @Test
  void storesOnlyDelayedJobsAndNothingAtAll() {
    enqueuer.newTransaction().store().join();
    JobTransaction transaction = enqueuer.newTransaction();
    transaction.acceptDelayed(ORDERS, List.of(later("a"), later("b")), "trace");

    transaction.store().join();

    assertThat(counts("orders").scheduled()).isEqualTo(2);
    assertThat(told).containsExactly("orders: 2 later, at " + DUE);
  }

  @Test
  void countsWhatItHoldsAgainstTheLengthOfTheQueue() {
    JobTransaction transaction = enqueuer.newTransaction();
    transaction.accept(ORDERS, payloads("a", "b", "c"), "trace");

    assertThatThrownBy(() -> transaction.accept(ORDERS, payloads("d", "e"), "trace"))
        .isInstanceOf(RefusedException.QueueFull.class);
  }

  @Test
  void countsTheDelayedJobsThatItHoldsAgainstTheLengthOfTheQueue() {
    JobTransaction transaction = enqueuer.newTransaction();
    transaction.acceptDelayed(ORDERS, List.of(later("a"), later("b"), later("c")), "trace");

    assertThatThrownBy(
            () -> transaction.acceptDelayed(ORDERS, List.of(later("d"), later("e")), "trace"))
        .isInstanceOf(RefusedException.QueueFull.class);
  }

  @Test
  void failsEveryPushWhenTheStoreFails() {
    JobTransaction transaction = enqueuer.newTransaction();
    Push push = transaction.accept(ORDERS, payloads("a"), "trace");
    store.close();

    for (CompletableFuture<?> each : List.of(transaction.store(), push.stored())) {
      assertThatThrownBy(each::join).hasCauseInstanceOf(StoreUnavailableException.class);
    }
    assertThat(told).isEmpty();
  }

  private final class Told implements Enqueuer.Listener {
    @Override
    public void ready(QueueDefinition queue, int pushes, int jobs) {
      told.add("%s: %d pushes, %d jobs".formatted(queue.name(), pushes, jobs));
    }

    @Override
    public void delayed(QueueDefinition queue, int jobs, Instant earliest) {
      told.add("%s: %d later, at %s".formatted(queue.name(), jobs, earliest));
    }
  }

  private static QueueDefinition queue(String name) {
    String document =
        "{\"password\":\"p\",\"maxLength\":4,"
            + "\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}";
    return QueueDocument.read(new QueueName(name), ExactJson.read(document), Optional.empty());
  }

  private static List<byte[]> payloads(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  private static DelayedPayload later(String text) {
    return new DelayedPayload(text.getBytes(UTF_8), DUE);
  }

  private JobCounts counts(String queue) {
    return store.counts(TopicId.of(queue, "all"));
  }
}
