package io.pepper.cron.cluster;

import io.pepper.coordination.ValueJson;
import io.pepper.cron.definition.JobName;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The progress of one slot: every occurrence up to the nominal instant is decided, and is never
 * decided again (ADR 52).
 *
 * @param nominal the last occurrence that was run or left out
 * @param runs how many have run in this epoch
 * @param epoch of the definition, see {@code CronJob.epoch}
 * @param consumed of each job that is waited for, how many completions are used up
 * @param lastDecision the last decision; empty if the history need not hear of it
 */
public record Claim(
    Instant nominal,
    long runs,
    long epoch,
    Map<JobName, Long> consumed,
    Optional<LastDecision> lastDecision) {
  /** The claim of a slot about which nothing is decided; no definition has its epoch. */
  public static final Claim NONE = new Claim(Instant.EPOCH, 0, -1, Map.of(), Optional.empty());

  public Claim {
    consumed = Map.copyOf(consumed);
  }

  /** Returns this claim with the decision that made it. */
  public Claim withDecision(LastDecision decision) {
    return new Claim(nominal, runs, epoch, consumed, Optional.of(decision));
  }

  byte[] toBytes() {
    JsonObjectBuilder json =
        ValueJson.object()
            .add("nominal", nominal.toEpochMilli())
            .add("runs", runs)
            .add("epoch", epoch);
    if (!consumed.isEmpty()) {
      JsonObjectBuilder counts = ValueJson.object();
      new TreeMap<>(consumed).forEach((job, count) -> counts.add(job.value(), count));
      json.add("taken", counts);
    }
    lastDecision.ifPresent(decision -> json.add("trace", decision.toJson()));
    return ValueJson.bytes(json);
  }

  static Claim read(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    Map<JobName, Long> taken = new TreeMap<>();
    if (json.containsKey("taken")) {
      JsonObject counts = json.getJsonObject("taken");
      counts
          .keySet()
          .forEach(job -> taken.put(new JobName(job), counts.getJsonNumber(job).longValueExact()));
    }
    return new Claim(
        StateJson.instant(json, "nominal"),
        StateJson.number(json, "runs"),
        StateJson.number(json, "epoch"),
        taken,
        Optional.ofNullable(json.getJsonObject("trace")).map(LastDecision::read));
  }
}
