package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The changes to many jobs of a topic, in parts, between which the store's thread serves others.
 * Each part is durable before the next one begins. Safe for any number of threads, which wait.
 */
final class JobMoves {
  /** The jobs that one turn of the store's thread moves or deletes at most. */
  private static final int PART = 1_000;

  /** A change to a number of jobs of one topic, which returns how many. */
  @FunctionalInterface
  interface Portion {
    long apply(TopicJobs jobs, int limit) throws IOException;
  }

  private final JobWriterThread thread;

  JobMoves(JobWriterThread thread) {
    this.thread = thread;
  }

  /** Repeats a change with parts of a number, until one does less; returns how many in all. */
  long inParts(TopicId topic, long limit, Portion change) {
    long done = 0;
    while (done < limit) {
      int part = (int) Math.min(PART, limit - done);
      long now = await(thread.change(0, open -> change.apply(open.of(topic), part)));
      done += now;
      if (now < part) {
        break;
      }
    }
    return done;
  }

  /** Does what is to be done with the jobs of a search; returns how many were found. */
  int search(TopicId topic, JobSearch search) {
    boolean isMore = true;
    while (isMore) {
      isMore = await(thread.change(0, open -> search.next(open.of(topic))));
    }
    return search.found();
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
