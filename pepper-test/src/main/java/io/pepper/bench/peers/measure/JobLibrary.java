package io.pepper.bench.peers.measure;

import java.util.ArrayList;
import java.util.List;

/** A library for jobs on Redis, with the program of ours around it; {@link WorkerProgram}. */
public enum JobLibrary {
  /** Go's. */
  ASYNQ(List.of("asynq:{default}:pending", "asynq:{default}:active")),
  /** Node's. */
  BULLMQ(List.of("bull:jobs:wait", "bull:jobs:active"));

  private static final String MODULE = "github.com/hibiken/asynq";

  private final List<String> lists;

  JobLibrary(List<String> lists) {
    this.lists = lists;
  }

  /** Returns its name and version. */
  public String describe() {
    return this == ASYNQ
        ? "asynq " + PeerPrograms.goVersion(MODULE)
        : "BullMQ " + PeerPrograms.npmVersion("bullmq", "bullmq");
  }

  /** Returns its name in the column of processes. */
  public String process() {
    return this == ASYNQ ? "asynq" : "BullMQ";
  }

  /**
   * Returns the command line of its program.
   *
   * @param port of the redis-server
   * @param atOnce jobs that are worked on at the same time
   * @param delays file that gets how long after its push each job began; {@code -} for none
   * @param address that each job is posted to over HTTP; {@code -} for none
   * @throws PeerUnavailableException if this machine cannot have it
   */
  public List<String> words(int port, int atOnce, String delays, String address) {
    List<String> words = new ArrayList<>();
    if (this == ASYNQ) {
      words.add(PeerPrograms.go("asynq", "./asynq").toString());
    } else {
      words.add("node");
      words.add(PeerPrograms.npm("bullmq").resolve("worker.js").toString());
    }
    words.addAll(List.of(Integer.toString(port), Integer.toString(atOnce), delays, address));
    return words;
  }

  /** Returns after how many milliseconds it looks for jobs again; 0 if it is told of them. */
  public int pollMillis() {
    return this == ASYNQ ? 1000 : 0;
  }

  /** Returns how many jobs wait or are worked on. */
  public long left(int port) {
    return lists.stream().mapToLong(list -> Resp.number(port, "LLEN", list)).sum();
  }
}
