package io.pepper.web.faces.discovery;

import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Registration;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One instance, as the page reads it. */
public final class InstanceRow {
  private static final String WEIGHT = "weight";
  private final Instance instance;
  private final OptionalLong renewed;
  private final Instant now;
  private final InstanceSeverity state;

  /**
   * @param renewed when it last gave a sign of life, nanoseconds since 1970
   */
  InstanceRow(Instance instance, OptionalLong renewed, Instant now) {
    this.instance = instance;
    this.renewed = renewed;
    this.now = now;
    this.state = InstanceSeverity.of(instance);
  }

  private InstanceKey key() {
    return instance.key();
  }

  private Registration said() {
    return instance.registration();
  }

  public String getKey() {
    return PlainText.of(key().zone() + "/" + key().name());
  }

  public String getZone() {
    return PlainText.of(key().zone());
  }

  public String getName() {
    return PlainText.of(key().name());
  }

  /** Returns the host name; empty if the name says it already. */
  public String getHostname() {
    return said().hostname().equals(key().name()) ? "" : PlainText.of(said().hostname());
  }

  public List<String> getAddresses() {
    return said().addresses().stream().map(PlainText::of).toList();
  }

  public String getState() {
    return state.label();
  }

  public String getStateStyle() {
    return state.style();
  }

  public boolean isDrained() {
    return instance.conditions().drained();
  }

  /** Returns why it takes no traffic, if the state alone does not say it. */
  public String getReason() {
    if (isDrained() && instance.conditions().unhealthy().isPresent()) {
      return PlainText.of("and unhealthy: " + instance.conditions().unhealthy().get());
    }
    return switch (state) {
      case UNHEALTHY -> PlainText.of(instance.conditions().unhealthy().orElse(""));
      case WAITING -> "by its provider's word";
      case DRAINED, UP -> "";
    };
  }

  /** Returns the weight in force; empty if none is set. */
  public String getWeight() {
    return PlainText.of(instance.metadata().getOrDefault(WEIGHT, ""));
  }

  /** Returns whether an operator set the weight. */
  public boolean isWeighed() {
    return instance.conditions().weight().isPresent();
  }

  /** Returns the provider's weight, which an operator's replaces. */
  public String getOwnWeight() {
    return PlainText.of(said().metadata().getOrDefault(WEIGHT, "none"));
  }

  public String getVersion() {
    return PlainText.of(said().version());
  }

  public String getOrigin() {
    return said().origin().title();
  }

  /** Returns the metadata in force except the weight. */
  public String getMetadata() {
    return PlainText.of(
        instance.metadata().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(WEIGHT))
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", ")));
  }

  /** Returns the latest heartbeat; null if it has none, or none that this node saw. */
  public Moment getHeartbeat() {
    return renewed.isPresent() ? at(renewed.getAsLong()) : null;
  }

  /** Returns whether it is kept for other reasons than its heartbeats. */
  public boolean isOverdue() {
    return said().origin().hasHeartbeats()
        && renewed.isPresent()
        && Duration.between(Instant.ofEpochSecond(0, renewed.getAsLong()), now)
                .compareTo(said().lifetime())
            > 0;
  }

  public Moment getRegistered() {
    return at(instance.registered());
  }

  public Moment getChanged() {
    return at(instance.changed());
  }

  private Moment at(long nanos) {
    return new Moment(Instant.ofEpochSecond(0, nanos), now, ZoneOffset.UTC);
  }

  /**
   * @param text in lower case
   */
  static boolean matches(Instance instance, String text) {
    Registration said = instance.registration();
    String key = instance.key().zone() + "/" + instance.key().name();
    return key.toLowerCase(Locale.ROOT).contains(text)
        || said.hostname().toLowerCase(Locale.ROOT).contains(text)
        || said.version().toLowerCase(Locale.ROOT).contains(text)
        || said.addresses().stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(text));
  }
}
