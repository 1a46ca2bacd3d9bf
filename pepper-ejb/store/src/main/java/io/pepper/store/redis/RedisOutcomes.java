package io.pepper.store.redis;

import io.pepper.job.Job;
import io.pepper.store.HeldJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The moves of held jobs out of this node's running list. Never waits for Redis. */
final class RedisOutcomes {
  private final RedisTopics topics;
  private final RedisWriteBatcher batcher;

  RedisOutcomes(RedisTopics topics, RedisWriteBatcher batcher) {
    this.topics = topics;
    this.batcher = batcher;
  }

  /** Removes jobs that are done, of any topics, in one write. */
  CompletableFuture<Void> complete(List<HeldJob> done) {
    List<RedisWrite.Part> removals = new ArrayList<>(done.size());
    for (HeldJob held : done) {
      RedisTopic topic = topics.of(held.topic());
      topic.markDone(held.job().id(), held.stored());
      removals.add(RedisWrite.Part.remove(topic.running, held.stored()));
    }
    return batcher
        .submit(new RedisWrite(removals, List.of()))
        .thenAccept(replies -> done.forEach(this::drop));
  }

  /** Moves the job to the tail of the ready list, where the next one is taken. */
  CompletableFuture<Void> release(HeldJob held) {
    RedisTopic topic = topics.of(held.topic());
    return move(topic, held, RedisWrite.Part.pushNext(topic.ready, held.stored()));
  }

  CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due) {
    RedisTopic topic = topics.of(held.topic());
    return move(topic, held, RedisWrite.Part.schedule(topic.scheduled, changed, due));
  }

  CompletableFuture<Void> bury(HeldJob held, Job changed) {
    RedisTopic topic = topics.of(held.topic());
    return move(topic, held, RedisWrite.Part.push(topic.dead, List.of(changed)));
  }

  /**
   * Writes the job to its new place, then removes it. If that fails, this node still holds the job:
   * the caller repeats it, and a recovery that took it back in between would duplicate it.
   */
  private CompletableFuture<Void> move(RedisTopic topic, HeldJob held, RedisWrite.Part elsewhere) {
    RedisWrite.Part remove = RedisWrite.Part.remove(topic.running, held.stored());
    return batcher
        .submit(new RedisWrite(List.of(elsewhere), List.of(remove)))
        .thenAccept(replies -> drop(held));
  }

  private void drop(HeldJob held) {
    topics.of(held.topic()).drop(held.job().id(), held.stored());
  }
}
