package io.pepper.web.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.LocalPools;
import io.pepper.bus.Queues;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.identity.access.Permission;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The queue {@code demo}, by which people who begin see their first job run. */
@RequestScoped
public class DemoQueue {
  private static final QueueName QUEUE = new QueueName("demo");
  private static final TopicId TOPIC = TopicId.of("demo", "hello");
  private static final byte[] PAYLOAD = "hello from Pepper".getBytes(UTF_8);

  @Inject private LocalPools pools;
  @Inject private QueueChanges changes;
  @Inject private Queues queues;
  @Inject private JobChanges jobs;

  /**
   * Writes the example script for a php-fpm that runs as Pepper's user.
   *
   * @return its path
   * @throws IOException if it cannot be written
   */
  @Requires(Permission.DEFINE_COMMANDS)
  public Path writeScript() throws IOException {
    return pools.writeScript();
  }

  /**
   * Creates the queue with one topic, {@code hello}, tries its consumer, and pushes a first job. A
   * consumer that cannot do it leaves no queue behind. For admins, since the consumer may be a
   * command.
   *
   * @param delivery as in the queue document
   * @param password for those who push more
   * @return the consumer's response to the job
   * @throws IllegalArgumentException if there is such a queue
   * @throws io.pepper.definition.InvalidDefinitionException if somebody else defines it at the same
   *     moment
   */
  @Requires(Permission.DEFINE_COMMANDS)
  public ConsumerResponse create(JsonObject delivery, String password) {
    if (queues.find(QUEUE).isPresent()) {
      throw new IllegalArgumentException("there is a queue demo already");
    }
    QueueDefinition defined =
        changes.define(QUEUE, document(delivery, password), Optional::isEmpty).queue();
    boolean serves = false;
    try {
      ConsumerResponse response = jobs.test(TOPIC, PAYLOAD);
      serves = response.succeeded();
      if (serves) {
        changes.push(QUEUE, List.of(PAYLOAD), Duration.ZERO);
      }
      return response;
    } finally {
      if (!serves) {
        changes.removeIfStill(defined);
      }
    }
  }

  private static JsonObject document(JsonObject delivery, String password) {
    JsonObject topic =
        Json.createObjectBuilder().add("delivery", delivery).add("timeout", "PT10S").build();
    return Json.createObjectBuilder()
        .add("password", password)
        .add("topics", Json.createObjectBuilder().add("hello", topic))
        .build();
  }
}
