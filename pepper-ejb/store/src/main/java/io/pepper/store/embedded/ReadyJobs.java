package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.store.embedded.log.JobCursor;
import io.pepper.store.embedded.log.JobLog;
import io.pepper.store.embedded.log.TopicLists;
import java.io.IOException;
import java.util.PriorityQueue;

/**
 * The ready jobs of one topic that no worker holds, in their order: the released ones, then those
 * from a place on. Used by the one thread of the store.
 */
final class ReadyJobs {
  private final JobLog log;
  private final TopicLists lists;
  private final HeldJobs running;

  /** The sequences of released jobs: all before {@link #head}. */
  private final PriorityQueue<Long> released = new PriorityQueue<>();

  /** The place of the next job that was not dequeued yet. */
  private final JobCursor head;

  /** The highest sequence that a held job may have. */
  private long lastHeld;

  /**
   * @param running those that are held already
   */
  ReadyJobs(JobLog log, TopicLists lists, HeldJobs running) {
    this.log = log;
    this.lists = lists;
    this.running = running;
    this.head = lists.ready().from(0, 0);
    this.lastHeld = lists.lastSequence();
  }

  /** Returns the number of jobs. */
  long count() {
    return lists.ready().size() - running.count();
  }

  /**
   * Finds the first job.
   *
   * @return its sequence; 0 if there is none
   */
  long first() throws IOException {
    while (!released.isEmpty()) {
      if (lists.hasReady(released.peek())) {
        return released.peek();
      }
      released.poll(); // It was deleted.
    }
    while (head.hasJob()) {
      long sequence = head.sequence();
      if (sequence > lastHeld || !running.contains(sequence)) {
        return sequence;
      }
      head.advance();
    }
    return 0;
  }

  /** Reads the job that {@link #first} found. */
  Job read() throws IOException {
    return released.isEmpty() ? log.jobs().at(head) : log.jobs().ready(lists, released.peek());
  }

  /** Lets a worker hold the job that {@link #first} found. */
  void hold(Job job) throws IOException {
    if (released.isEmpty()) {
      long sequence = head.sequence();
      running.hold(sequence, job.id());
      lastHeld = Math.max(lastHeld, sequence);
      head.advance();
    } else {
      running.hold(released.poll(), job.id());
    }
  }

  /** Adds a job that is not held any more, at its place. */
  void release(long sequence) {
    released.add(sequence);
  }
}
