package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.WaitingDequeue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.StampedLock;

/** The keys of one topic, and which of its jobs this process holds. */
final class RedisTopic {
  /**
   * What this process knows of a job in its running list.
   *
   * @param entry of this very life of the job, told apart by identity: after a retry the job may be
   *     held anew before the old entry is gone
   * @param done whether only its removal is missing
   */
  record Hold(byte[] entry, boolean done) {}

  final TopicId id;

  /** Newest at the head, taken at the tail. */
  final byte[] ready;

  /** The original's failed jobs, adopted as ready ones. */
  final byte[] originalRetries;

  /** Newest at the head. */
  final byte[] dead;

  /** Scored with the unix milliseconds when due. */
  final byte[] scheduled;

  final byte[] figures;

  /** Set of the nodes that may have a running list. */
  final byte[] nodes;

  /** Held for short by the node that moves many jobs at once. */
  final byte[] lock;

  /** What this node holds, newest at the head. */
  final byte[] running;

  final Map<JobId, Hold> holds = new ConcurrentHashMap<>();

  /**
   * Takers share it; whoever looks for jobs that nobody holds needs it alone. A take that begins on
   * one thread may end on another.
   */
  final StampedLock dequeueLock = new StampedLock();

  /** What pushes carry out; null, or ended, if there is nothing. */
  final AtomicReference<WaitingDequeue> waitingDequeue = new AtomicReference<>();

  volatile boolean announced;

  private final String prefix;

  /**
   * @param cluster whether all keys of the topic must be in one slot
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

  /** If Redis cannot be told now, the next recovery does it. */
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
