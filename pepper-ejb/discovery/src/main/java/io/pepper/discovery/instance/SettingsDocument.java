package io.pepper.discovery.instance;

import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.discovery.instance.Check.Type;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An application's settings as JSON: what people write and read. Its token is not in it. */
public final class SettingsDocument {
  private static final int HEAVIEST = 1_000_000;
  private static final int MAX_WEIGHTS = 10_000;
  private static final int MAX_REMARK_LENGTH = 1_000;
  private static final int MAX_TRIES = 100;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** The provider, found once: the search covers the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private SettingsDocument() {}

  /**
   * @param present what is set now: its token stays
   * @throws InvalidDefinitionException naming the field at fault
   */
  public static AppSettings read(JsonObject document, AppSettings present) {
    Fields fields = new Fields(document);
    Map<String, Map<String, Integer>> weights =
        fields.object("zoneWeights").map(SettingsDocument::weights).orElse(Map.of());
    Optional<BalancingStrategy> strategy =
        fields
            .text("strategy")
            .filter(text -> !text.isEmpty())
            .map(text -> Fields.checked("strategy", () -> strategy(text)));
    String remark = fields.text("remark").orElse("");
    Optional<Check> check =
        fields.object("check").map(inner -> Fields.checked("check", () -> check(inner)));
    fields.refuseOthers();
    if (remark.length() > MAX_REMARK_LENGTH) {
      throw new InvalidDefinitionException(
          "remark",
          "has %d characters; at most %d are possible"
              .formatted(remark.length(), MAX_REMARK_LENGTH));
    }
    return new AppSettings(weights, strategy, remark, present.tokenHash(), check);
  }

  private static BalancingStrategy strategy(String text) {
    return BalancingStrategy.of(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be random, round_robin or smooth_weighted, not '" + text + "'"));
  }

  private static Map<String, Map<String, Integer>> weights(Fields sources) {
    Map<String, Map<String, Integer>> weights = new TreeMap<>();
    int count = 0;
    for (Map.Entry<String, Fields> source : sources.allObjects().entrySet()) {
      String field = "zoneWeights." + zone("zoneWeights", source.getKey());
      Map<String, Integer> targets = Fields.checked(field, () -> targets(source.getValue()));
      count += targets.size();
      weights.put(source.getKey(), targets);
    }
    if (count > MAX_WEIGHTS) {
      throw new InvalidDefinitionException(
          "zoneWeights", "has %d weights; at most %d are possible".formatted(count, MAX_WEIGHTS));
    }
    return weights;
  }

  private static Map<String, Integer> targets(Fields fields) {
    Map<String, Integer> targets = new TreeMap<>();
    fields
        .names()
        .forEach(target ->
            targets.put(zone(target, target), (int) fields.number(target, 0, 0, HEAVIEST)));
    return targets;
  }

  private static String zone(String field, String name) {
    return Fields.checked(field, () -> InstanceNames.checked("zone", name));
  }

  private static Check check(Fields fields) {
    Type type = fields.required("type", SettingsDocument::type);
    String scheme = fields.text("scheme").orElse(text(type));
    String path = fields.text("path").orElse(type == Type.HTTP ? "/" : "");
    Duration interval = fields.duration("interval", INTERVAL);
    Duration timeout =
        fields.duration("timeout", interval.compareTo(TIMEOUT) < 0 ? interval : TIMEOUT);
    int failures = (int) fields.number("failures", 3, 1, MAX_TRIES);
    int successes = (int) fields.number("successes", 1, 1, MAX_TRIES);
    fields.refuseOthers();
    try {
      return new Check(type, scheme, path, interval, timeout, failures, successes);
    } catch (IllegalArgumentException e) {
      // Its complaints begin with the name of the part.
      String[] parts = e.getMessage().split(" ", 2);
      throw new InvalidDefinitionException(parts[0], parts[1]);
    }
  }

  private static Type type(String text) {
    for (Type type : Type.values()) {
      if (text(type).equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException("must be tcp, http or grpc, not '" + text + "'");
  }

  /** Returns a time as documents write it. */
  public static String text(Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the document that {@link #read} reads. */
  public static JsonObject write(AppSettings settings) {
    JsonObjectBuilder weights = JSON.createObjectBuilder();
    settings
        .zoneWeights()
        .forEach((source, targets) -> {
          JsonObjectBuilder inner = JSON.createObjectBuilder();
          targets.forEach(inner::add);
          weights.add(source, inner);
        });
    JsonObjectBuilder json = JSON.createObjectBuilder().add("zoneWeights", weights);
    settings.strategy().ifPresent(strategy -> json.add("strategy", strategy.text()));
    json.add("remark", settings.remark());
    settings.check().ifPresent(check -> json.add("check", write(check)));
    return json.build();
  }

  private static JsonObjectBuilder write(Check check) {
    return JSON.createObjectBuilder()
        .add("type", text(check.type()))
        .add("scheme", check.scheme())
        .add("path", check.path())
        .add("interval", check.interval().toString())
        .add("timeout", check.timeout().toString())
        .add("failures", check.failures())
        .add("successes", check.successes());
  }
}
