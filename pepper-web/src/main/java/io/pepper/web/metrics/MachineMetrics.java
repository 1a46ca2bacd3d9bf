package io.pepper.web.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** The metrics of the machine, under the original's names, and of this Java virtual machine. */
final class MachineMetrics {
  private final Families to;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  MachineMetrics(Families to) {
    this.to = to;
  }

  void add() {
    machine();
    memory();
    threads();
    collections();
  }

  private void machine() {
    double memory = system.getTotalMemorySize();
    double used = memory - system.getFreeMemorySize();
    gauge("pepperbus_cpu_usage", "Busy time of the machine, %.", 100 * system.getCpuLoad());
    gauge("pepperbus_mem_usage", "Memory of the machine in use, %.", 100 * used / memory);
    gauge("pepperbus_load_average", "Over one minute.", system.getSystemLoadAverage());
    double cpuSeconds = system.getProcessCpuTime() / 1e9;
    to.counter("process_cpu_seconds", "CPU time of this process.", Labels.EMPTY, cpuSeconds);
    gauge(
        "process_start_time_seconds",
        "Unix time at which this process started.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
  }

  private void memory() {
    String name = "jvm_memory_used_bytes";
    String help = "Memory of the Java virtual machine in use.";
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage rest = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    to.gauge(name, help, Labels.of("area", "heap"), heap.getUsed());
    to.gauge(name, help, Labels.of("area", "nonheap"), rest.getUsed());
    gauge("jvm_memory_heap_max_bytes", "The heap may grow to this.", heap.getMax());
  }

  private void threads() {
    gauge(
        "jvm_threads_current",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private void collections() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      Labels labels = Labels.of("gc", collector.getName());
      double seconds = collector.getCollectionTime() / 1e3;
      to.counter("jvm_gc_collection_seconds", "Time spent collecting.", labels, seconds);
      long collections = collector.getCollectionCount();
      to.counter("jvm_gc_collections", "Collections.", labels, collections);
    }
  }

  private void gauge(String name, String help, double value) {
    to.gauge(name, help, Labels.EMPTY, value);
  }
}
