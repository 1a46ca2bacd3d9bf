package io.pepper.discovery.cluster.state;

import io.pepper.coordination.ValueJson;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.BalancingStrategy;
import io.pepper.discovery.instance.Check;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.json.JsonWriter;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values of our keys are JSON. Reading throws {@link jakarta.json.JsonException}, {@link
 * IllegalArgumentException}, {@link ClassCastException} or {@link NullPointerException} for what is
 * none of ours.
 */
public final class RecordJson {
  private RecordJson() {}

  private static JsonObjectBuilder about(AppKey app) {
    return ValueJson.object().add("env", app.environment()).add("app", app.name());
  }

  private static JsonObjectBuilder about(InstanceKey key) {
    return about(key.app()).add("zone", key.zone()).add("name", key.name());
  }

  /**
   * @param at when it changed, nanoseconds since 1970
   */
  public static byte[] bytes(AppKey app, long at) {
    JsonWriter json = new JsonWriter(128).raw("{\"env\":").string(app.environment());
    text(json, "app", app.name());
    number(json, "at", at);
    return json.raw('}').bytes();
  }

  /**
   * Returns the time of the application's change, in nanoseconds since 1970; 0 if the record is of
   * a former version, which did not have it.
   */
  public static long at(JsonObject json) {
    return json.containsKey("at") ? number(json, "at") : 0;
  }

  public static AppKey app(JsonObject json) {
    return new AppKey(json.getString("env"), json.getString("app"));
  }

  private static InstanceKey instance(JsonObject json) {
    return new InstanceKey(app(json), json.getString("zone"), json.getString("name"));
  }

  public static byte[] bytes(InstanceRecord record) {
    Registration registration = record.registration();
    InstanceKey key = registration.key();
    JsonWriter json = new JsonWriter(768).raw("{\"env\":").string(key.app().environment());
    text(json, "app", key.app().name());
    text(json, "zone", key.zone());
    text(json, "name", key.name());
    text(json, "region", registration.region());
    text(json, "hostname", registration.hostname());
    json.raw(",\"addresses\":").strings(registration.addresses());
    json.raw(",\"metadata\":").strings(registration.metadata());
    text(json, "status", registration.status().name());
    text(json, "version", registration.version());
    number(json, "lifetime", registration.lifetime().toMillis());
    text(json, "origin", registration.origin().name());
    number(json, "registered", record.registered());
    number(json, "up", record.up());
    number(json, "changed", record.changed());
    text(json, "owner", record.owner());
    return json.raw('}').bytes();
  }

  private static void text(JsonWriter json, String name, String value) {
    json.raw(",\"").raw(name).raw("\":").string(value);
  }

  private static void number(JsonWriter json, String name, long value) {
    json.raw(",\"").raw(name).raw("\":").number(value);
  }

  public static InstanceRecord instanceRecord(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    return new InstanceRecord(
        new Registration(
            instance(json),
            json.getString("region"),
            json.getString("hostname"),
            json.getJsonArray("addresses").getValuesAs(JsonString::getString),
            texts(json.getJsonObject("metadata")),
            Status.valueOf(json.getString("status")),
            json.getString("version"),
            Duration.ofMillis(number(json, "lifetime")),
            Origin.valueOf(json.getString("origin"))),
        number(json, "registered"),
        number(json, "up"),
        number(json, "changed"),
        json.getString("owner"));
  }

  public static byte[] bytes(ConditionsRecord record) {
    Conditions conditions = record.conditions();
    JsonObjectBuilder json =
        about(record.key())
            .add("changed", record.changed())
            .add("drained", conditions.drained())
            .add("attributes", texts(conditions.attributes()));
    conditions.weight().ifPresent(weight -> json.add("weight", weight));
    conditions.unhealthy().ifPresent(why -> json.add("unhealthy", why));
    return ValueJson.bytes(json);
  }

  public static ConditionsRecord conditionsRecord(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    return new ConditionsRecord(
        instance(json),
        new Conditions(
            json.getBoolean("drained"),
            json.containsKey("weight")
                ? OptionalInt.of(json.getInt("weight"))
                : OptionalInt.empty(),
            Optional.ofNullable(json.getString("unhealthy", null)),
            texts(json.getJsonObject("attributes"))),
        number(json, "changed"));
  }

  public static byte[] bytes(SettingsRecord record) {
    AppSettings settings = record.settings();
    JsonObjectBuilder sources = ValueJson.object();
    settings
        .zoneWeights()
        .forEach((source, targets) -> {
          JsonObjectBuilder weights = ValueJson.object();
          targets.forEach(weights::add);
          sources.add(source, weights);
        });
    JsonObjectBuilder json =
        about(record.app())
            .add("changed", record.changed())
            .add("zoneWeights", sources)
            .add("remark", settings.remark());
    settings.strategy().ifPresent(strategy -> json.add("strategy", strategy.text()));
    settings.tokenHash().ifPresent(hash -> json.add("tokenHash", hash));
    settings.check().ifPresent(check -> json.add("check", json(check)));
    return ValueJson.bytes(json);
  }

  private static JsonObjectBuilder json(Check check) {
    return ValueJson.object()
        .add("type", check.type().name())
        .add("scheme", check.scheme())
        .add("path", check.path())
        .add("interval", check.interval().toMillis())
        .add("timeout", check.timeout().toMillis())
        .add("failures", check.failures())
        .add("successes", check.successes());
  }

  public static SettingsRecord settingsRecord(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    Map<String, Map<String, Integer>> weights = new LinkedHashMap<>();
    json.getJsonObject("zoneWeights")
        .forEach((source, targets) -> {
          Map<String, Integer> each = new LinkedHashMap<>();
          targets
              .asJsonObject()
              .forEach((target, weight) -> each.put(target, ((JsonNumber) weight).intValueExact()));
          weights.put(source, each);
        });
    return new SettingsRecord(
        app(json),
        new AppSettings(
            weights,
            BalancingStrategy.of(json.getString("strategy", "")),
            json.getString("remark"),
            Optional.ofNullable(json.getString("tokenHash", null)),
            Optional.ofNullable(json.getJsonObject("check")).map(RecordJson::check)),
        number(json, "changed"));
  }

  private static Check check(JsonObject json) {
    return new Check(
        Check.Type.valueOf(json.getString("type")),
        json.getString("scheme"),
        json.getString("path"),
        Duration.ofMillis(number(json, "interval")),
        Duration.ofMillis(number(json, "timeout")),
        json.getInt("failures"),
        json.getInt("successes"));
  }

  private static JsonObjectBuilder texts(Map<String, String> texts) {
    JsonObjectBuilder json = ValueJson.object();
    texts.forEach(json::add);
    return json;
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = LinkedHashMap.newLinkedHashMap(json.size());
    json.keySet().forEach(name -> texts.put(name, json.getString(name)));
    return texts;
  }

  public static long number(JsonObject json, String name) {
    return json.getJsonNumber(name).longValueExact();
  }
}
