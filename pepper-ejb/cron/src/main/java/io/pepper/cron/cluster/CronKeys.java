package io.pepper.cron.cluster;

import io.pepper.cron.definition.JobName;
import java.util.List;

/**
 * The keys of cron's state. All of them lie under one prefix, so that one watch tells every node of
 * all changes in the order in which they were made. A list returns what was changed together in the
 * order of the keys: runs must come before claims and pairs, and so begin with an a.
 */
final class CronKeys {
  static final String STATE = "cron/state/";
  static final String CLAIMS = STATE + "claims/";
  static final String RUNNING = STATE + "active/";
  static final String REQUESTS = STATE + "orders/";
  static final String STOPS = STATE + "stops/";
  static final String NODES = STATE + "nodes/";
  static final String COMPLETIONS = STATE + "completions/";
  static final String PAIRS = STATE + "pairs/";
  static final String MAINTENANCE = STATE + "maintenance";

  private CronKeys() {}

  static String claim(Slot slot) {
    return CLAIMS + slot.path();
  }

  /** Returns the prefix of the claims of a job. */
  static String claims(JobName job) {
    return CLAIMS + job + "/";
  }

  static String running(Slot slot, String run) {
    return running(slot) + run;
  }

  /** Returns the prefix of the runs of a slot. */
  static String running(Slot slot) {
    return RUNNING + slot.path() + "/";
  }

  static String request(Slot slot, String run) {
    return REQUESTS + slot.path() + "/" + run;
  }

  /** Returns the prefix of the requests of a job. */
  static String requests(JobName job) {
    return REQUESTS + job + "/";
  }

  /** Returns whether a pair's key is about the job. */
  static boolean isAbout(String pair, JobName job) {
    return List.of(pair.substring(PAIRS.length()).split("~")).contains(job.value());
  }

  static String stop(String run) {
    return STOPS + run;
  }

  static String node(String node) {
    return NODES + node;
  }

  static String completions(JobName job) {
    return COMPLETIONS + job;
  }

  /** Returns the key of two jobs that exclude each other, the same from either side. */
  static String pair(JobName one, JobName other) {
    return one.compareTo(other) < 0 ? PAIRS + one + "~" + other : PAIRS + other + "~" + one;
  }

  /** Reads the slot from {@code <job>/<replica>} or {@code <job>/<replica>/<run>}. */
  static Slot slot(String path) {
    String[] parts = path.split("/", 3);
    return new Slot(new JobName(parts[0]), parts[1]);
  }

  /** Reads the run from {@code <job>/<replica>/<run>}. */
  static String run(String path) {
    return path.split("/", 3)[2];
  }
}
