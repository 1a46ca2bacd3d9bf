package io.pepper.cron.cluster;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * A run that is under way. Its key hangs on the lease of the node that carries it, and is deleted
 * with that lease.
 *
 * @param run what all its attempts share of their ids
 * @param member which life of the node
 * @param revision of its key; 0 before it is written
 */
public record RunLease(
    Slot slot, String run, String node, String member, Instant nominal, long revision) {
  String key() {
    return CronKeys.running(slot, run);
  }

  byte[] toBytes() {
    return ValueJson.bytes(
        ValueJson.object()
            .add("node", node)
            .add("member", member)
            .add("nominal", nominal.toEpochMilli()));
  }

  static RunLease read(Slot slot, String run, byte[] bytes, long revision) {
    JsonObject json = ValueJson.read(bytes);
    return new RunLease(
        slot,
        run,
        json.getString("node"),
        json.getString("member"),
        StateJson.instant(json, "nominal"),
        revision);
  }
}
