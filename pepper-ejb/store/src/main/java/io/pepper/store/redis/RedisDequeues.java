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
 * Moves ready jobs into this node's running list: for a caller that waits, or behind a push. Who
 * looks for jobs that nobody holds waits until those on their way are held.
 */
final class RedisDequeues {
  private static final System.Logger LOG = System.getLogger(RedisDequeues.class.getName());

  private final RedisCalls calls;
  private final RedisMaintenance upkeep;
  private final Heartbeat heartbeat;

  RedisDequeues(RedisCalls calls, RedisMaintenance upkeep, Heartbeat heartbeat) {
    this.calls = calls;
    this.upkeep = upkeep;
    this.heartbeat = heartbeat;
  }

  List<HeldJob> dequeue(RedisTopic topic, int max) {
    announce(topic);
    List<byte[]> unreadable = new ArrayList<>();
    List<HeldJob> taken;
    long sharing = topic.dequeueLock.readLock();
    try {
      taken = hold(topic, calls.move(topic.ready, topic.running, max), unreadable);
    } finally {
      topic.dequeueLock.unlockRead(sharing);
    }
    setAside(topic, unreadable);
    return taken;
  }

  void place(RedisTopic topic, WaitingDequeue take) {
    announce(topic);
    topic.waitingDequeue.set(take);
  }

  /**
   * Never waits: without its turn the standing take stays where it is.
   *
   * @param pushed how many jobs
   * @return null if there is nothing to take
   */
  ListMoves behindPush(RedisTopic topic, int pushed) {
    WaitingDequeue standing = topic.waitingDequeue.get();
    if (standing == null) {
      return null;
    }
    long sharing = topic.dequeueLock.tryReadLock();
    if (sharing == 0) {
      return null;
    }
    if (!standing.claim()) {
      topic.dequeueLock.unlockRead(sharing);
      topic.waitingDequeue.compareAndSet(standing, null);
      return null;
    }
    int max = Math.min(standing.max(), pushed);
    ListMoves moves = ListMoves.withCount(topic.ready, topic.running, max);
    moves
        .moved()
        .whenComplete((entries, problem) -> moved(topic, standing, sharing, entries, problem));
    return moves;
  }

  /**
   * On an event loop, where nothing can be set aside: what cannot be read stays in the running list
   * until it is recovered, and is taken again.
   */
  private void moved(
      RedisTopic topic,
      WaitingDequeue standing,
      long sharing,
      List<byte[]> all,
      Throwable problem) {
    List<HeldJob> taken = List.of();
    Throwable failure = problem;
    try {
      if (failure == null) {
        taken = hold(topic, all, new ArrayList<>());
      }
    } catch (RuntimeException | Error e) {
      // The edge of the event loop: whoever waits must hear of it.
      failure = e;
    } finally {
      topic.dequeueLock.unlockRead(sharing);
    }
    if (failure == null) {
      standing.complete(taken);
    } else {
      standing.fail(RedisReplies.unavailable(failure));
    }
  }

  /** Lets other nodes find this node's running list, before it is used. */
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

  /** What fails here is recovered later; the jobs that were taken must not get lost with it. */
  private void setAside(RedisTopic topic, List<byte[]> unreadable) {
    try {
      unreadable.forEach(entry -> upkeep.setAside(topic, topic.running, entry));
    } catch (StoreUnavailableException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "entries of {0} that are no jobs stay for now: {1}",
          topic.id,
          e.getMessage());
    }
  }
}
