package io.pepper.store.redis;

import io.pepper.job.Job;
import io.pepper.job.JobFormatException;
import io.pepper.job.JobJson;
import io.pepper.store.HeldJob;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import io.pepper.store.redis.connection.ListMoves;
import io.pepper.store.redis.connection.RedisCalls;
import io.pepper.store.redis.connection.RedisReplies;
import java.util.ArrayList;
import java.util.List;

/**
 * The moves of ready jobs into this node's running list: for a caller that waits, or behind a push.
 * A recovery waits until the jobs on their way are held.
 */
final class RedisDequeues {
  private static final System.Logger LOG = System.getLogger(RedisDequeues.class.getName());

  private final RedisCalls calls;
  private final RedisMaintenance maintenance;
  private final Heartbeat heartbeat;

  RedisDequeues(RedisCalls calls, RedisMaintenance maintenance, Heartbeat heartbeat) {
    this.calls = calls;
    this.maintenance = maintenance;
    this.heartbeat = heartbeat;
  }

  List<HeldJob> dequeue(RedisTopic topic, int max) {
    announce(topic);
    List<byte[]> unreadable = new ArrayList<>();
    List<HeldJob> held;
    long stamp = topic.dequeueLock.readLock();
    try {
      held = hold(topic, calls.move(topic.ready, topic.running, max), unreadable);
    } finally {
      topic.dequeueLock.unlockRead(stamp);
    }
    setAside(topic, unreadable);
    return held;
  }

  void place(RedisTopic topic, WaitingDequeue dequeue) {
    announce(topic);
    topic.waitingDequeue.set(dequeue);
  }

  /**
   * Creates the moves for the waiting dequeue of a topic. Never waits: while a recovery has the
   * lock, the dequeue stays where it is.
   *
   * @param pushed the number of pushed jobs
   * @return null if there is nothing to dequeue
   */
  ListMoves behindPush(RedisTopic topic, int pushed) {
    WaitingDequeue waiting = topic.waitingDequeue.get();
    if (waiting == null) {
      return null;
    }
    long stamp = topic.dequeueLock.tryReadLock();
    if (stamp == 0) {
      return null;
    }
    if (!waiting.claim()) {
      topic.dequeueLock.unlockRead(stamp);
      topic.waitingDequeue.compareAndSet(waiting, null);
      return null;
    }
    int max = Math.min(waiting.max(), pushed);
    ListMoves moves = ListMoves.withCount(topic.ready, topic.running, max);
    moves
        .moved()
        .whenComplete((entries, problem) -> moved(topic, waiting, stamp, entries, problem));
    return moves;
  }

  /**
   * Hands moved jobs over. Runs on an event loop, which must not wait to set entries aside: an
   * unreadable one stays in the running list until it is recovered and dequeued again.
   */
  private void moved(
      RedisTopic topic, WaitingDequeue waiting, long stamp, List<byte[]> all, Throwable problem) {
    List<HeldJob> held = List.of();
    Throwable failure = problem;
    try {
      if (failure == null) {
        held = hold(topic, all, new ArrayList<>());
      }
    } catch (RuntimeException | Error e) {
      // Edge: the event loop must live, and the waiting caller must get the failure.
      failure = e;
    } finally {
      topic.dequeueLock.unlockRead(stamp);
    }
    if (failure == null) {
      waiting.complete(held);
    } else {
      waiting.fail(RedisReplies.unavailable(failure));
    }
  }

  /** Registers this node's running list, before it is used, so that other nodes find it. */
  private void announce(RedisTopic topic) {
    if (!topic.announced) {
      heartbeat.announce(topic);
    }
  }

  private static List<HeldJob> hold(
      RedisTopic topic, List<byte[]> entries, List<byte[]> unreadable) {
    List<HeldJob> held = new ArrayList<>(entries.size());
    for (byte[] entry : entries) {
      try {
        Job job = JobJson.read(entry);
        topic.hold(job.id(), entry);
        held.add(new HeldJob(topic.id, job, entry));
      } catch (JobFormatException e) {
        unreadable.add(entry);
      }
    }
    return held;
  }

  /** Sets entries aside; failures are logged only, so that the dequeued jobs are not lost. */
  private void setAside(RedisTopic topic, List<byte[]> unreadable) {
    try {
      unreadable.forEach(entry -> maintenance.setAside(topic, topic.running, entry));
    } catch (StoreUnavailableException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "entries of {0} that are no jobs stay for now: {1}",
          topic.id,
          e.getMessage());
    }
  }
}
