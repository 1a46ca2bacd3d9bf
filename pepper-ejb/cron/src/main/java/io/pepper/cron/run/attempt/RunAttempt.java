package io.pepper.cron.run.attempt;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one attempt is about. Every target is told: a command by its environment, a request by its
 * headers, a script by its form, a pushed job by its payload.
 *
 * @param slot which replica: a number from 0, or the node's name when every node runs the job
 * @param nominal the instant it is for
 * @param key idempotency key, the same for all attempts of a run: whoever has seen it already did
 *     the work
 * @param node where it runs
 */
public record RunAttempt(
    RunId id, JobName job, String slot, Instant nominal, String key, String node) {
  /** With the key that follows from what the run is for: {@code <job>/<nominal>/<slot>}. */
  public static RunAttempt of(RunId id, JobName job, String slot, Instant nominal, String node) {
    return new RunAttempt(id, job, slot, nominal, job + "/" + nominal + "/" + slot, node);
  }

  /** What targets are told: job, run, nominal, attempt and key, in this order. */
  public Map<String, String> variables() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("job", job.value());
    facts.put("run", id.value());
    facts.put("nominal", nominal.toString());
    facts.put("attempt", Integer.toString(id.attempt()));
    facts.put("key", key);
    return facts;
  }
}
