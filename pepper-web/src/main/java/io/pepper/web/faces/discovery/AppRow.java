package io.pepper.web.faces.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.discovery.InstanceCounts;
import io.pepper.discovery.instance.AppKey;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One application, as the pages read it. */
public final class AppRow {
  private final InstanceCounts tally;
  private final int polls;
  private final int kept;
  private final Instant now;
  private final AppSeverity state;

  /**
   * @param polls how many wait at this node for news of it
   * @param kept how many instances this node keeps although their heartbeats stopped
   */
  AppRow(InstanceCounts tally, int polls, int kept, Instant now) {
    this.tally = tally;
    this.polls = polls;
    this.kept = kept;
    this.now = now;
    this.state = AppSeverity.of(tally, kept);
  }

  InstanceCounts tally() {
    return tally;
  }

  AppKey id() {
    return tally.application().key();
  }

  int polls() {
    return polls;
  }

  AppSeverity state() {
    return state;
  }

  /**
   * @param text in lower case
   */
  boolean matches(String text) {
    return id().toString().toLowerCase(Locale.ROOT).contains(text)
        || tally.application().settings().remark().toLowerCase(Locale.ROOT).contains(text);
  }

  public String getKey() {
    return PlainText.of(id().toString());
  }

  public String getEnvironment() {
    return PlainText.of(id().environment());
  }

  public String getName() {
    return PlainText.of(id().name());
  }

  /** Returns the query string of links to a page of this application. */
  public String getQuery() {
    return query(id().environment(), id().name());
  }

  static String query(String environment, String name) {
    return "env="
        + URLEncoder.encode(environment, UTF_8)
        + "&app="
        + URLEncoder.encode(name, UTF_8);
  }

  public String getRemark() {
    return PlainText.of(tally.application().settings().remark());
  }

  public String getState() {
    return state.label();
  }

  public String getStateStyle() {
    return state.style();
  }

  /** Returns what the state alone does not say; empty for nothing. */
  public String getReason() {
    String held =
        Stream.of(
                part(tally.unhealthy(), "unhealthy"),
                part(kept, "without heartbeat"),
                part(tally.drained(), "drained"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return held.isEmpty() ? "" : held + " of " + Readable.count(tally.instances());
  }

  private static String part(int count, String what) {
    return count == 0 ? "" : Readable.count(count) + " " + what;
  }

  public String getUp() {
    return Readable.count(tally.up());
  }

  public String getWaiting() {
    return Readable.count(tally.waiting());
  }

  public String getDrained() {
    return Readable.count(tally.drained());
  }

  public String getUnhealthy() {
    return Readable.count(tally.unhealthy());
  }

  public boolean isAnyUnhealthy() {
    return tally.unhealthy() > 0;
  }

  public boolean isAnyUp() {
    return tally.up() > 0;
  }

  /** Returns the names of the zones, separated by commas. */
  public String getZones() {
    return PlainText.of(String.join(", ", tally.application().zones().keySet()));
  }

  public String getZoneCount() {
    return Readable.count(tally.application().zones().size());
  }

  /** Consumers that wait for news at this node. */
  public String getPollers() {
    return Readable.count(polls);
  }

  public Moment getChanged() {
    return new Moment(
        Instant.ofEpochSecond(0, tally.application().changedAt()), now, ZoneOffset.UTC);
  }
}
