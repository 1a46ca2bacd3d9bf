package io.pepper.store.embedded;

import io.pepper.job.JobId;
import io.pepper.store.HeldJob;
import io.pepper.store.embedded.log.JobLog;
import io.pepper.store.embedded.log.TopicLists;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of one topic that workers hold. Only memory has them: in the log they are ready. Used by
 * the one thread of the store.
 */
final class HeldJobs {
  /** The running jobs by their sequence. */
  private final Map<Long, JobId> running = new HashMap<>();

  /** The sequences of done jobs whose removal is not on disk yet. */
  private final List<Long> completing = new ArrayList<>();

  /** The jobs whose move is not on disk yet: held again if that fails. */
  private final Map<Long, JobId> leaving = new HashMap<>();

  /** Goes on with a log that was opened again: uncommitted changes may be missing. */
  void attach(JobLog log, TopicLists lists) throws IOException {
    running.putAll(leaving);
    leaving.clear();
    for (Long sequence : List.copyOf(running.keySet())) {
      if (!lists.hasReady(sequence)) {
        running.remove(sequence);
      }
    }
    // Their workers are done: the failed first removal must not run them again.
    for (Long sequence : completing) {
      log.removeReady(lists, sequence);
    }
  }

  /** Marks that all changes so far are on disk. */
  void committed() {
    completing.clear();
    leaving.clear();
  }

  void hold(long sequence, JobId id) {
    running.put(sequence, id);
  }

  int count() {
    return running.size();
  }

  boolean contains(long sequence) {
    return running.containsKey(sequence);
  }

  boolean contains(HeldJob held) {
    return held.job().id().equals(running.get(JobHandle.sequence(held)));
  }

  /** Ends the hold of a job that is ready again. */
  void release(HeldJob held) {
    running.remove(JobHandle.sequence(held));
  }

  /** Ends the hold of a job that is done. */
  void complete(HeldJob held) {
    release(held);
    completing.add(JobHandle.sequence(held));
  }

  /** Ends the hold of a job that is moved elsewhere. */
  void leave(HeldJob held) {
    long sequence = JobHandle.sequence(held);
    leaving.put(sequence, running.remove(sequence));
  }

  /** Returns the sequences behind this one, in order. */
  List<Long> behind(long sequence) {
    return running.keySet().stream().filter(one -> one > sequence).sorted().toList();
  }
}
