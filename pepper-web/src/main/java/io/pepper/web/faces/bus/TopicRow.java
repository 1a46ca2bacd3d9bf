package io.pepper.web.faces.bus;

import io.pepper.bus.TopicOverview;
import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.metrics.LastError;
import io.pepper.bus.metrics.Latency;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.web.faces.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** One line of the dashboard, as its page reads it. */
public final class TopicRow {
  private static final JobCounts UNKNOWN = new JobCounts(0, 0, 0, 0, 0, 0);

  private final TopicOverview topic;
  private final TopicCondition tone;
  private final Instant now;
  private final Optional<String> missingNode;

  /**
   * Creates the line of a topic.
   *
   * @param missingNode why no node delivers it; empty if one does
   */
  public TopicRow(TopicOverview topic, Instant now, Optional<String> missingNode) {
    this.topic = topic;
    this.now = now;
    this.missingNode = missingNode;
    this.tone = TopicCondition.of(topic, missingNode.isPresent());
  }

  TopicId id() {
    return topic.id();
  }

  TopicOverview topic() {
    return topic;
  }

  JobCounts counts() {
    return topic.counts().orElse(UNKNOWN);
  }

  /** Returns whether the row needs a person's attention. */
  boolean needsAttention() {
    return tone == TopicCondition.WAITING
        || tone == TopicCondition.NOBODY
        || tone == TopicCondition.FAILING
        || counts().dead() > 0
        || topic.counts().isEmpty();
  }

  boolean matches(String text) {
    return text.isEmpty()
        || getKey().toLowerCase(Locale.ROOT).contains(text)
        || getConsumer().toLowerCase(Locale.ROOT).contains(text);
  }

  public String getKey() {
    return topic.id().toString();
  }

  public String getQueue() {
    return topic.id().queue().value();
  }

  public String getName() {
    return topic.id().topic().value();
  }

  public String getConsumer() {
    return switch (topic.definition().delivery()) {
      case DeliveryMethod.FastCgi fpm -> fpm.address().text() + " " + fpm.script();
      case DeliveryMethod.Http http -> http.url().toString();
      case DeliveryMethod.LocalCommand command -> String.join(" ", command.command());
      case DeliveryMethod.Pull pull -> "pull";
    };
  }

  public String getState() {
    return tone.label();
  }

  public String getStateStyle() {
    return tone.style();
  }

  public String getReason() {
    if (topic.definition().delivery() instanceof DeliveryMethod.Pull) {
      return DeliveryMethod.Pull.NOT_YET;
    }
    return tone == TopicCondition.NOBODY
        ? missingNode.orElseThrow()
        : topic.status().map(TopicStatus::reason).map(Readable::excerpt).orElse("");
  }

  /** Returns the number of php-fpm children for the workers, when they are too few; else empty. */
  public String getShortage() {
    int workers = topic.definition().workers();
    return topic
        .status()
        .flatMap(TopicStatus::pool)
        .filter(pool -> pool.full() && pool.children() < workers)
        .map(pool -> Readable.shortage(pool.children(), workers))
        .orElse("");
  }

  /**
   * Returns the number of scripts that were ended while they worked on after their answer; else
   * empty.
   */
  public String getCutShort() {
    return topic
        .status()
        .flatMap(TopicStatus::pool)
        .filter(pool -> pool.cutShort() > 0)
        .map(pool -> Readable.count(pool.cutShort()) + " ended after fastcgi_finish_request()")
        .orElse("");
  }

  public String getReady() {
    return shown(counts().ready());
  }

  public String getScheduled() {
    return shown(counts().scheduled());
  }

  public String getRunning() {
    return shown(counts().running());
  }

  public String getDead() {
    return shown(counts().dead());
  }

  public boolean isAnyDead() {
    return counts().dead() > 0;
  }

  public String getRate() {
    return Readable.rate(topic.figures().perSecond());
  }

  /** Returns the median, the 90th and the 99th percentile of the last minute. */
  public String getLatency() {
    Latency attempts = topic.figures().attempts();
    return attempts.count() == 0
        ? "–"
        : Readable.latencies(attempts.p50(), attempts.p90(), attempts.p99());
  }

  public String getOldest() {
    return topic.oldestReady().map(Readable::age).orElse("?");
  }

  public String getLastError() {
    return topic.figures().lastError().map(LastError::text).map(Readable::excerpt).orElse("");
  }

  public String getLastErrorAge() {
    return topic
        .figures()
        .lastError()
        .map(error -> Readable.age(Duration.between(error.at(), now).abs()) + " ago")
        .orElse("");
  }

  public boolean isPaused() {
    return topic.definition().paused();
  }

  private String shown(long count) {
    return topic.counts().isEmpty() ? "?" : Readable.count(count);
  }
}
