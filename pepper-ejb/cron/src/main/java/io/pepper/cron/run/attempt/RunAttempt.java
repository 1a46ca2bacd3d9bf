package io.pepper.cron.run.attempt;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One attempt of a run. Every target receives these values: a command in its environment, a request
 * in its headers, a script in its form, a pushed job in its payload.
 *
 * @param slot which replica: a number from 0, or the node's name when every node runs the job
 * @param nominal the instant it is for
 * @param key idempotency key, the same for all attempts of a run
 * @param node where it runs
 */
public record RunAttempt(
    RunId id, JobName job, String slot, Instant nominal, String key, String node) {
  /** Returns an attempt whose key is {@code <job>/<nominal>/<slot>}. */
  public static RunAttempt of(RunId id, JobName job, String slot, Instant nominal, String node) {
    return new RunAttempt(id, job, slot, nominal, job + "/" + nominal + "/" + slot, node);
  }

  /** Returns the values that targets receive: job, run, nominal, attempt and key, in this order. */
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
