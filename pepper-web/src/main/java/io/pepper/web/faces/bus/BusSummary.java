package io.pepper.web.faces.bus;

import io.pepper.store.JobCounts;
import io.pepper.web.faces.Readable;
import java.util.List;
import java.util.function.ToLongFunction;

/** The sums over all topics: jobs by state, the rate, and how many need attention. */
public final class BusSummary {
  private final List<TopicRow> rows;

  BusSummary(List<TopicRow> rows) {
    this.rows = rows;
  }

  public String getReady() {
    return total(JobCounts::ready);
  }

  public String getScheduled() {
    return total(JobCounts::scheduled);
  }

  public String getRunning() {
    return total(JobCounts::running);
  }

  public String getDead() {
    return total(JobCounts::dead);
  }

  public boolean isAnyDead() {
    return rows.stream().anyMatch(TopicRow::isAnyDead);
  }

  public String getRate() {
    return Readable.rate(rows.stream().mapToDouble(row -> row.topic().figures().perSecond()).sum());
  }

  public int getTopics() {
    return rows.size();
  }

  public long getQueues() {
    return rows.stream().map(TopicRow::getQueue).distinct().count();
  }

  public long getAttention() {
    return rows.stream().filter(TopicRow::needsAttention).count();
  }

  private String total(ToLongFunction<JobCounts> count) {
    return Readable.count(rows.stream().map(TopicRow::counts).mapToLong(count).sum());
  }
}
