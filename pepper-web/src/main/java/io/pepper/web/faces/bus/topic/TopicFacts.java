package io.pepper.web.faces.bus.topic;

import io.pepper.bus.TopicOverview;
import io.pepper.bus.definition.BatchSize;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.metrics.Latency;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.store.JobCounts;
import io.pepper.web.faces.DurationText;
import io.pepper.web.faces.Readable;
import io.pepper.web.faces.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures and settings of a topic in words, each with its unit. */
public final class TopicFacts {
  private final TopicOverview topic;
  private final Instant now;

  TopicFacts(TopicOverview topic, Instant now) {
    this.topic = topic;
    this.now = now;
  }

  /** Returns how deliveries go: rates, outcomes, times, workers. */
  public List<Setting> getDeliveries() {
    List<Setting> facts = new ArrayList<>();
    facts.add(
        new Setting(
            "Finished attempts",
            Readable.rate(topic.figures().perSecond())
                + " /s now, "
                + Readable.rate(topic.figures().perSecondMinute())
                + " /s over the last minute"));
    topic.counts().ifPresent(counts -> facts.add(new Setting("Outcomes", outcomes(counts))));
    facts.add(new Setting("Attempts took", latencies(topic.figures().attempts())));
    facts.add(new Setting("Jobs waited", latencies(topic.figures().waits())));
    topic
        .oldestReady()
        .filter(age -> !age.isZero())
        .ifPresent(age -> facts.add(new Setting("Oldest ready job", Readable.age(age))));
    facts.add(new Setting("Workers on this node", workers()));
    topic
        .status()
        .flatMap(TopicStatus::pool)
        .ifPresent(pool -> facts.add(new Setting("php-fpm", children(pool))));
    return facts;
  }

  private static String outcomes(JobCounts counts) {
    long all = counts.succeeded() + counts.failed();
    String share = all == 0 ? "" : " (%.1f %%)".formatted(100.0 * counts.failed() / all);
    return Readable.count(counts.succeeded())
        + " succeeded, "
        + Readable.count(counts.failed())
        + " failed"
        + share
        + " since the topic was first used";
  }

  private static String latencies(Latency times) {
    return times.count() == 0
        ? "none in the last minute"
        : "p50 / p90 / p99 "
            + Readable.latencies(times.p50(), times.p90(), times.p99())
            + ", at most "
            + Readable.span(times.max());
  }

  private String workers() {
    TopicDefinition definition = topic.definition();
    String wanted = Readable.count(definition.workers()) + " wanted";
    Optional<TopicStatus> status = topic.status();
    if (status.isEmpty()) {
      return "none: this node does not have the tag '" + definition.tag() + "'; " + wanted;
    }
    int running = status.get().running();
    return Readable.count(running)
        + " busy, "
        + wanted
        + " (%d %%)".formatted(100L * running / definition.workers());
  }

  private static String children(FastCgiPool pool) {
    return Readable.count(pool.children())
        + (pool.children() == 1 ? " child" : " children")
        + (pool.full() ? ", all busy" : "")
        + (pool.waiting() > 0 ? ", " + Readable.count(pool.waiting()) + " deliveries wait" : "");
  }

  private static String batch(BatchSize size) {
    return (size.adaptive() ? "adaptive, 1 to " : "") + Readable.count(size.max());
  }

  public List<Setting> getSettings() {
    TopicDefinition definition = topic.definition();
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("Workers on each node", Readable.count(definition.workers())));
    settings.add(new Setting("Time limit of an attempt", DurationText.of(definition.timeout())));
    settings.add(new Setting("Jobs per delivery", batch(definition.batch())));
    settings.add(
        new Setting(
            "Attempts",
            definition.retry().attempts()
                + ", pauses "
                + definition.retry().backoff().toString().toLowerCase(java.util.Locale.ROOT)
                + " from "
                + DurationText.of(definition.retry().initial())
                + " to "
                + DurationText.of(definition.retry().max())));
    settings.add(new Setting("Tag", definition.tag()));
    settings.add(new Setting("Storage", definition.storage()));
    return settings;
  }
}
