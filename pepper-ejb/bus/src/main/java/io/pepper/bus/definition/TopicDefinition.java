package io.pepper.bus.definition;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.RetryPolicy;
import io.pepper.job.TopicName;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The definition of a topic, one subscription of a queue: it has its own copy of every job and its
 * own consumer (docs/protocol.md, The queue document).
 *
 * @param workers concurrent attempts on each node; 1 to 10,000
 * @param timeout the limit of one attempt, over FastCGI of the script alone; 100 ms to 1 day
 * @param batch jobs per delivery
 * @param secret the password of consumers that pull
 * @param storage the name of the store that holds its jobs
 * @param tag the tag of the nodes that deliver it
 * @param paused true if jobs are accepted and not delivered
 * @param maxFormBytes the largest form to the consumer, 16 KiB to 256 MiB; empty for the node's
 *     setting ({@code pepper.delivery.max-form-bytes})
 */
public record TopicDefinition(
    TopicName name,
    DeliveryMethod delivery,
    int workers,
    Duration timeout,
    BatchSize batch,
    RetryPolicy retry,
    Secret secret,
    String storage,
    String tag,
    boolean paused,
    OptionalInt maxFormBytes) {
  public static final int DEFAULT_WORKERS = 10;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  public static final String DEFAULT_STORAGE = "default";
  public static final String DEFAULT_TAG = "default";

  public TopicDefinition {
    Objects.requireNonNull(delivery);
    Objects.requireNonNull(retry);
    Objects.requireNonNull(batch);
    require(workers >= 1 && workers <= 10_000, "workers", "must be 1 to 10000, not " + workers);
    require(
        timeout.toMillis() >= 100 && timeout.compareTo(Duration.ofDays(1)) <= 0,
        "timeout",
        "must be PT0.1S to P1D, not " + timeout);
    require(
        DEFAULT_STORAGE.equals(storage),
        "storage",
        "there is no storage '" + storage + "'; this node has 'default'");
    require(!tag.isBlank(), "tag", "must not be empty");
    require(
        maxFormBytes.isEmpty()
            || maxFormBytes.getAsInt() >= FormSize.MIN_BYTES
                && maxFormBytes.getAsInt() <= FormSize.MAX_BYTES,
        "maxFormBytes",
        "must be %d to %d".formatted(FormSize.MIN_BYTES, FormSize.MAX_BYTES));
  }

  /** Creates a topic with the node's limit of forms. */
  public TopicDefinition(
      TopicName name,
      DeliveryMethod delivery,
      int workers,
      Duration timeout,
      BatchSize batch,
      RetryPolicy retry,
      Secret secret,
      String storage,
      String tag,
      boolean paused) {
    this(
        name,
        delivery,
        workers,
        timeout,
        batch,
        retry,
        secret,
        storage,
        tag,
        paused,
        OptionalInt.empty());
  }

  /** Returns whether its jobs reach the consumer in a form. */
  public boolean sendsForms() {
    return delivery instanceof DeliveryMethod.FastCgi || delivery instanceof DeliveryMethod.Http;
  }

  /** Returns the same topic, paused or not. */
  public TopicDefinition withPaused(boolean paused) {
    return new TopicDefinition(
        name, delivery, workers, timeout, batch, retry, secret, storage, tag, paused, maxFormBytes);
  }

  /** Returns the same topic with another limit of forms. */
  public TopicDefinition withMaxFormBytes(int bytes) {
    return new TopicDefinition(
        name,
        delivery,
        workers,
        timeout,
        batch,
        retry,
        secret,
        storage,
        tag,
        paused,
        OptionalInt.of(bytes));
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw new InvalidDefinitionException(field, problem);
    }
  }
}
