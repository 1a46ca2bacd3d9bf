package io.pepper.bus.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.definition.FormSize;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.embedded.EmbeddedJobStore;
import jakarta.json.Json;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushBatchTest {
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
  void storesAllPushesOfAQueueAtOnceInTheirOrder() {
    PushBatch batch = enqueuer.newBatch();
    Push first = batch.accept(ORDERS, payloads("a", "b"), "trace 1");
    Push second = batch.accept(ORDERS, payloads("c"), "trace 2");
    assertThat(first.stored()).isNotDone();

    batch.store();

    assertThat(first.stored().join()).isEqualTo(3);
    assertThat(second.stored().join()).isEqualTo(3);
    assertThat(first.ids()).hasSize(2).doesNotContainAnyElementsOf(second.ids());
    assertThat(payloadsOf("orders")).containsExactly("a", "b", "c");
    assertThat(told).containsExactly("orders: 2 pushes, 3 jobs");
  }

  @Test
  void storesWhatIsForAnotherQueueByItself() {
    PushBatch batch = enqueuer.newBatch();
    Push order = batch.accept(ORDERS, payloads("a"), "trace");
    Push mail = batch.accept(MAILS, payloads("b"), "trace");
    batch.store();
    batch.store();

    assertThat(order.stored().join()).isOne();
    assertThat(mail.stored().join()).isOne();
    assertThat(payloadsOf("orders")).containsExactly("a");
    assertThat(payloadsOf("mails")).containsExactly("b");
  }

  @Test
  void storesALongPipelineInSeveralWrites() {
    PushBatch batch = enqueuer.newBatch();
    List<byte[]> many = Collections.nCopies(60_000, new byte[] {'a'});
    Push first = batch.accept(ORDERS, many, "trace");
    Push second = batch.accept(ORDERS, many, "trace");

    assertThat(first.stored()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(60_000L);
    assertThat(second.stored()).isNotDone();
    batch.store();
    assertThat(second.stored().join()).isEqualTo(120_000);
  }

  @Test
  void refusesOnePushAndStoresThoseBesideIt() {
    PushBatch batch = enqueuer.newBatch();
    Push good = batch.accept(ORDERS, payloads("a"), "trace");
    assertThatThrownBy(() -> batch.accept(ORDERS, payloads("x".repeat(101)), "trace"))
        .isInstanceOf(RefusedException.PayloadTooLarge.class);
    batch.store();

    assertThat(good.stored().join()).isOne();
    assertThat(payloadsOf("orders")).containsExactly("a");
  }

  @Test
  void failsEveryPushWhenTheStoreFails() {
    PushBatch batch = enqueuer.newBatch();
    Push first = batch.accept(ORDERS, payloads("a"), "trace");
    Push second = batch.accept(ORDERS, payloads("b"), "trace");
    store.close();

    batch.store();

    for (Push each : List.of(first, second)) {
      assertThatThrownBy(() -> each.stored().join())
          .hasCauseInstanceOf(StoreUnavailableException.class);
    }
    assertThat(told).isEmpty();
  }

  private final class Told implements Enqueuer.Listener {
    @Override
    public void ready(QueueDefinition queue, int pushes, int jobs) {
      told.add("%s: %d pushes, %d jobs".formatted(queue.name(), pushes, jobs));
    }

    @Override
    public void delayed(QueueDefinition queue, int jobs, Instant earliest) {}
  }

  private static QueueDefinition queue(String name) {
    String document =
        "{\"password\":\"p\",\"maxPayloadBytes\":100,"
            + "\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}";
    return QueueDocument.read(
        new QueueName(name),
        Json.createReader(new StringReader(document)).readObject(),
        Optional.empty());
  }

  private static List<byte[]> payloads(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  private List<String> payloadsOf(String queue) {
    return store
        .browse(TopicId.of(queue, "all"), JobState.READY, Optional.empty(), 10)
        .jobs()
        .stream()
        .map(listed -> new String(listed.job().payload(), UTF_8))
        .toList();
  }
}
