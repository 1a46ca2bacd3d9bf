package io.pepper.bus.definition;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.RetryPolicy;
import io.pepper.job.TopicName;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One subscription of a queue: its own copy of every job, its own consumer.
 *
 * @param workers attempts at once on each node; 1 to 10,000
 * @param timeout limit of one attempt, over FastCGI of the script alone; 100 ms to 1 day
 * @param batch jobs per delivery; 1 to 1000
 * @param secret for consumers that pull
 * @param storage name of the store that holds its jobs
 * @param tag which nodes deliver it
 * @param paused accepts jobs but delivers none
 * @param maxFormBytes of one form sent to the consumer, 16 KiB to 256 MiB; empty for what the node
 *     is set to ({@code pepper.delivery.max-form-bytes})
 */
public record TopicDefinition(
    TopicName name,
    DeliveryMethod delivery,
    int workers,
    Duration timeout,
    int batch,
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
    require(workers >= 1 && workers <= 10_000, "workers", "must be 1 to 10000, not " + workers);
    require(batch >= 1 && batch <= 1000, "batch", "must be 1 to 1000, not " + batch);
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

  /** A topic whose forms may be as large as the node is set to. */
  public TopicDefinition(
      TopicName name,
      DeliveryMethod delivery,
      int workers,
      Duration timeout,
      int batch,
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

  /** Whether its jobs reach the consumer in a form. */
  public boolean sendsForms() {
    return delivery instanceof DeliveryMethod.FastCgi || delivery instanceof DeliveryMethod.Http;
  }

  /** The same topic, paused or going on. */
  public TopicDefinition withPaused(boolean paused) {
    return new TopicDefinition(
        name, delivery, workers, timeout, batch, retry, secret, storage, tag, paused, maxFormBytes);
  }

  /** The same topic with forms of at most so many bytes. */
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
