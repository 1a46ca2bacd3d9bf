package io.pepper.web.api.discovery;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.DiscoveryOverview;
import io.pepper.discovery.InstanceCounts;
import io.pepper.discovery.Protection;
import io.pepper.discovery.RegistryFigures;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.SettingsDocument;
import io.pepper.web.discovery.Listeners;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Applications and instances as JSON. */
final class DiscoveryDocument {
  /** The factory of builders, looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private DiscoveryDocument() {}

  /**
   * @param polls how many wait at this node
   */
  static JsonObjectBuilder overview(DiscoveryOverview.Snapshot now, int polls) {
    JsonObjectBuilder origins = JSON.createObjectBuilder();
    now.origins().forEach((origin, count) -> origins.add(text(origin), count));
    JsonArrayBuilder nodes = JSON.createArrayBuilder();
    now.nodes().forEach(node -> nodes.add(node(node)));
    RegistryFigures figures = now.figures();
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("node", now.node().name())
            .add("nodes", nodes)
            .add("applications", now.inhabited())
            .add("counts", counts(now.up(), now.waiting(), now.drained(), now.unhealthy()))
            .add("origins", origins)
            .add("pollsHere", polls)
            .add("judgedHere", figures.judged())
            .add("registersHere", figures.registers())
            .add("renewsHere", figures.renews())
            .add("evictionsHere", figures.evictions())
            .add("pendingHere", figures.pending())
            .add("away", figures.isAway());
    figures.protection().ifPresent(protection -> json.add("protection", protection(protection)));
    return json;
  }

  private static JsonObjectBuilder node(DiscoveryNode node) {
    return JSON.createObjectBuilder()
        .add("name", node.name())
        .add("region", node.region())
        .add("zone", node.zone())
        .add("address", node.address());
  }

  private static JsonObjectBuilder protection(Protection protection) {
    return JSON.createObjectBuilder()
        .add("since", protection.since().toString())
        .add("why", protection.why())
        .add("kept", protection.kept());
  }

  /**
   * @param polls how many wait at this node for news of it
   */
  static JsonObjectBuilder app(InstanceCounts tally, int polls) {
    Application app = tally.application();
    return JSON.createObjectBuilder()
        .add("environment", app.key().environment())
        .add("application", app.key().name())
        .add("changed", at(app.changedAt()).toString())
        .add("counts", counts(tally.up(), tally.waiting(), tally.drained(), tally.unhealthy()))
        .add("zones", zones(app))
        .add("pollsHere", polls);
  }

  private static JsonObjectBuilder counts(int up, int waiting, int drained, int unhealthy) {
    return JSON.createObjectBuilder()
        .add("instances", up + waiting)
        .add("up", up)
        .add("waiting", waiting)
        .add("drained", drained)
        .add("unhealthy", unhealthy);
  }

  private static JsonObjectBuilder zones(Application app) {
    JsonObjectBuilder zones = JSON.createObjectBuilder();
    app.zones()
        .forEach((zone, instances) ->
            zones.add(
                zone,
                JSON.createObjectBuilder()
                    .add("instances", instances.size())
                    .add("up", up(instances.values()))));
    return zones;
  }

  private static long up(Collection<Instance> instances) {
    return instances.stream().filter(Instance::isUp).count();
  }

  /**
   * Writes the same with its settings, whether it has a token, and which consumers poll it here.
   */
  static JsonObjectBuilder appWithSettings(InstanceCounts tally, Listeners listeners) {
    Application app = tally.application();
    return app(tally, listeners.count())
        .add("pollersHere", JSON.createArrayBuilder(listeners.names()))
        .add("settings", SettingsDocument.write(app.settings()))
        .add("token", app.settings().tokenHash().isPresent());
  }

  /**
   * @param heartbeat when it last gave a sign of life, nanoseconds since 1970
   */
  static JsonObjectBuilder instance(Instance instance, OptionalLong heartbeat, Instant now) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("environment", instance.key().app().environment())
            .add("application", instance.key().app().name())
            .add("zone", instance.key().zone())
            .add("name", instance.key().name())
            .add("status", text(instance.status()));
    instance.why().ifPresent(why -> json.add("why", why));
    json.add("metadata", texts(instance.metadata()))
        .add("origin", text(instance.registration().origin()))
        .add("registered", at(instance.registered()).toString())
        .add("up", at(instance.up()).toString())
        .add("changed", at(instance.changed()).toString());
    heartbeat.ifPresent(nanos ->
        json.add("heartbeat", at(nanos).toString())
            .add("heartbeatAge", age(at(nanos), now).toString()));
    return json.add("provider", provider(instance.registration()))
        .add("conditions", conditions(instance.conditions()));
  }

  private static JsonObjectBuilder provider(Registration said) {
    return JSON.createObjectBuilder()
        .add("status", text(said.status()))
        .add("region", said.region())
        .add("hostname", said.hostname())
        .add("addresses", JSON.createArrayBuilder(said.addresses()))
        .add("version", said.version())
        .add("metadata", texts(said.metadata()))
        .add("lifetime", said.lifetime().toString());
  }

  private static JsonObjectBuilder conditions(Conditions conditions) {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("drained", conditions.drained());
    conditions.weight().ifPresent(weight -> json.add("weight", weight));
    conditions.unhealthy().ifPresent(why -> json.add("unhealthy", why));
    return json.add("attributes", texts(conditions.attributes()));
  }

  private static JsonObjectBuilder texts(Map<String, String> texts) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    texts.forEach(json::add);
    return json;
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Instant at(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  /** Returns the age, never negative, since other nodes' clocks may be ahead. */
  private static Duration age(Instant at, Instant now) {
    Duration age = Duration.ofMillis(Duration.between(at, now).toMillis());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
