package io.pepper.cron.cluster;

import io.pepper.coordination.ValueJson;
import io.pepper.cron.definition.After;
import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * The completions of a job that others wait for.
 *
 * @param at when it last did
 * @param open the occurrence of which not all replicas have completed; the epoch if none
 * @param done how many replicas of the open one have completed
 * @param failing whether one of those failed
 */
public record JobCompletions(
    long successes, long failures, Instant at, Instant open, int done, boolean failing) {
  public static final JobCompletions NONE =
      new JobCompletions(0, 0, Instant.EPOCH, Instant.EPOCH, 0, false);

  public long count(After.On on) {
    return switch (on) {
      case SUCCESS -> successes;
      case FAILURE -> failures;
      case ANY -> successes + failures;
    };
  }

  /**
   * Returns the completions after one more replica has completed. An occurrence counts when all
   * replicas have; one that is overtaken by the next counts as failed.
   */
  public JobCompletions with(Instant nominal, boolean success, int replicas, Instant now) {
    if (nominal.isBefore(open)) {
      return this;
    }
    boolean goesOn = nominal.equals(open) && done > 0;
    boolean overtaken = !goesOn && done > 0;
    int completed = goesOn ? done + 1 : 1;
    boolean failed = !success || goesOn && failing;
    long lost = failures + (overtaken ? 1 : 0);
    if (completed < replicas) {
      return new JobCompletions(successes, lost, overtaken ? now : at, nominal, completed, failed);
    }
    return new JobCompletions(
        successes + (failed ? 0 : 1), lost + (failed ? 1 : 0), now, nominal, 0, false);
  }

  byte[] toBytes() {
    return ValueJson.bytes(
        ValueJson.object()
            .add("successes", successes)
            .add("failures", failures)
            .add("at", at.toEpochMilli())
            .add("open", open.toEpochMilli())
            .add("done", done)
            .add("failing", failing));
  }

  static JobCompletions read(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    return new JobCompletions(
        StateJson.number(json, "successes"),
        StateJson.number(json, "failures"),
        StateJson.instant(json, "at"),
        StateJson.instant(json, "open"),
        json.getInt("done"),
        json.getBoolean("failing"));
  }
}
