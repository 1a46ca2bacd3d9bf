package io.pepper.cron.cluster;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * The request of a person or program to run a job now.
 *
 * @param run the id the run will have
 * @param by who
 * @param force also while another run is under way
 * @param revision of its key; 0 before it is written
 */
public record RunRequest(
    Slot slot, String run, Instant at, String by, boolean force, long revision) {
  String key() {
    return CronKeys.request(slot, run);
  }

  byte[] toBytes() {
    return ValueJson.bytes(
        ValueJson.object().add("at", at.toEpochMilli()).add("by", by).add("force", force));
  }

  static RunRequest read(Slot slot, String run, byte[] bytes, long revision) {
    JsonObject json = ValueJson.read(bytes);
    return new RunRequest(
        slot,
        run,
        StateJson.instant(json, "at"),
        json.getString("by"),
        json.getBoolean("force"),
        revision);
  }
}
