package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.WaitingDequeue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.StampedLock;

/**
 * The keys of one topic (docs/protocol.md, Keys in Redis), and the jobs that this process holds.
 */
final class RedisTopic {
  /**
   * The state of a job in this process's running list.
   *
   * @param entry the entry of this attempt, compared by identity: after a retry the job may be held
   *     again before the old entry is gone
   * @param done true if only its removal is missing
   */
  record Hold(byte[] entry, boolean done) {}

  final TopicId id;

  /** The list of ready jobs, newest at the head, dequeued at the tail. */
  final byte[] ready;

  /** The list of failed jobs of the original, which are made ready. */
  final byte[] originalRetries;

  /** The list of dead jobs, newest at the head. */
  final byte[] dead;

  /** The sorted set of scheduled jobs, scored with the due time in unix milliseconds. */
  final byte[] scheduled;

  final byte[] figures;

  /** The set of nodes that may have a running list. */
  final byte[] nodes;

  /** The lock of the node that moves many jobs. */
  final byte[] lock;

  /** The list of running jobs of this node, newest at the head. */
  final byte[] running;

  final Map<JobId, Hold> holds = new ConcurrentHashMap<>();

  /**
   * The lock between dequeues, which share it, and the recovery of own jobs, which needs it alone.
   * A dequeue that begins on one thread may end on another.
   */
  final StampedLock dequeueLock = new StampedLock();

  /** The dequeue that pushes carry out; null, or ended, if there is none. */
  final AtomicReference<WaitingDequeue> waitingDequeue = new AtomicReference<>();

  volatile boolean announced;

  private final String prefix;

  /**
   * Creates a topic without held jobs.
   *
   * @param cluster true if all keys of the topic must be in one slot
   */
  RedisTopic(TopicId id, String node, boolean cluster) {
    this.id = id;
    String name = id.queue() + "::" + id.topic();
    this.prefix = cluster ? "{" + name + "}::" : name + "::";
    this.ready = key("list");
    this.originalRetries = key("list_retry");
    this.dead = key("list_timeout");
    this.scheduled = key("scheduled");
    this.figures = key("figures");
    this.nodes = key("nodes");
    this.lock = key("lock");
    this.running = runningOf(node);
  }

  void hold(JobId job, byte[] entry) {
    holds.put(job, new Hold(entry, false));
  }

  /** Marks a job as done; if its removal from Redis fails, the next recovery removes it. */
  void markDone(JobId job, byte[] entry) {
    holds.computeIfPresent(job, (id, hold) -> hold.entry() == entry ? new Hold(entry, true) : hold);
  }

  void drop(JobId job, byte[] entry) {
    holds.computeIfPresent(job, (id, hold) -> hold.entry() == entry ? null : hold);
  }

  byte[] runningOf(String node) {
    return key("running::" + node);
  }

  private byte[] key(String last) {
    return (prefix + last).getBytes(UTF_8);
  }
}
