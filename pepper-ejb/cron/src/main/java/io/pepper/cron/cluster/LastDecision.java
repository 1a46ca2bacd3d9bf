package io.pepper.cron.cluster;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;

/**
 * The decision that a claim keeps for the history, in case the node that made it dies before it has
 * recorded it.
 *
 * @param run that began, or the id under which it is kept that something was left out
 * @param nominal the instant it is for, the last if it is about several
 * @param node that decided
 * @param member which life of it
 * @param skipReason why something was left out; empty if a run began
 */
public record LastDecision(
    String run, Instant nominal, String node, String member, String skipReason) {
  /** Returns the decision to start a run. */
  public static LastDecision of(RunLease lease) {
    return new LastDecision(lease.run(), lease.nominal(), lease.node(), lease.member(), "");
  }

  JsonObjectBuilder toJson() {
    return ValueJson.object()
        .add("run", run)
        .add("nominal", nominal.toEpochMilli())
        .add("node", node)
        .add("member", member)
        .add("left", skipReason);
  }

  static LastDecision read(JsonObject json) {
    return new LastDecision(
        json.getString("run"),
        StateJson.instant(json, "nominal"),
        json.getString("node"),
        json.getString("member"),
        json.getString("left"));
  }
}
