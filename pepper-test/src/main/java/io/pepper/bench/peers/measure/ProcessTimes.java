package io.pepper.bench.peers.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processor time of the servers of one side, by name, each with all its descendants. */
public final class ProcessTimes {
  private final Map<String, List<Long>> processes = new LinkedHashMap<>();

  /** Adds a server; its name stands in the table, and may be that of several. */
  public ProcessTimes with(String name, long pid) {
    processes.computeIfAbsent(name, none -> new ArrayList<>()).add(pid);
    return this;
  }

  /** Returns the time that each has used since its start, to 10 ms. */
  public Map<String, Duration> used() {
    Map<String, Duration> used = new LinkedHashMap<>();
    processes.forEach((name, pids) ->
        used.put(
            name,
            pids.stream()
                .map(pid -> used(handle(name, pid)))
                .reduce(Duration.ZERO, Duration::plus)));
    return used;
  }

  /** Returns the time of this JVM, which generates the load. */
  static Duration ofThis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static ProcessHandle handle(String name, long pid) {
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException(name + " has ended: process " + pid));
  }

  private static Duration used(ProcessHandle process) {
    Duration own = process.info().totalCpuDuration().orElse(Duration.ZERO);
    return process
        .descendants()
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(own, Duration::plus);
  }
}
