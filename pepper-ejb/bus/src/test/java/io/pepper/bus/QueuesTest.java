package io.pepper.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.job.QueueName;
import io.pepper.settings.Settings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuesTest {
  private static final JsonObject DOCUMENT =
      Json.createObjectBuilder().add("password", "secret").build();

  @TempDir Path data;
  private final AtomicInteger changes = new AtomicInteger();
  private Coordination coordination;

  @BeforeEach
  void open() {
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", data.toString())));
  }

  @AfterEach
  void close() {
    coordination.close();
  }

  @Test
  void readsManyQueuesAtOnceAtTheStart() {
    try (Queues before = new Queues(coordination, () -> {})) {
      for (int i = 0; i < 20; i++) {
        before.define(new QueueName("queue" + i), DOCUMENT);
      }
    }

    try (Queues queues = new Queues(coordination, changes::incrementAndGet)) {
      queues.open();

      assertThat(queues.all()).hasSize(20);
      assertThat(changes).hasValue(1);
    }
  }

  @Test
  void forgetsAQueueThatWasRemovedAndKnowsItWhenItIsDefinedAgain() {
    QueueName queue = new QueueName("queue1");
    try (Queues queues = new Queues(coordination, changes::incrementAndGet)) {
      queues.open();
      queues.define(queue, DOCUMENT);
      assertThat(queues.remove(queue)).isTrue();
      assertThat(queues.find(queue)).isEmpty();
      assertThat(queues.remove(queue)).isFalse();

      queues.define(queue, DOCUMENT);

      assertThat(queues.find(queue)).isPresent();
    }
  }

  @Test
  void opensAlthoughAKeyIsNoQueuesName() {
    coordination.put("queues/no queue's name", new byte[0]);
    coordination.put("queues/queue1", new byte[0]);
    try (Queues queues = new Queues(coordination, changes::incrementAndGet)) {
      queues.open();

      assertThat(queues.all()).isEmpty();
      queues.define(new QueueName("queue1"), DOCUMENT);
      assertThat(queues.all()).hasSize(1);
    }
  }
}
