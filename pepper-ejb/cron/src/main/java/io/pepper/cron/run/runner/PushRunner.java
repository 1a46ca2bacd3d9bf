package io.pepper.cron.run.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.Jobs;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.accept.RefusedException;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.Execution;
import io.pepper.job.JobId;
import io.pepper.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The runner that pushes jobs into queues of the bus; success means that the job is stored. A push
 * is never broken off half-way.
 */
final class PushRunner {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(job|run|key|nominal|attempt)}");

  private final Jobs bus;

  PushRunner(Jobs bus) {
    this.bus = bus;
  }

  AttemptResult run(RunTarget.PushTarget target, Execution run) {
    byte[] payload = fill(target.payload(), run.attempt().variables()).getBytes(UTF_8);
    try {
      List<JobId> ids = bus.push(target.queue(), List.of(payload), Duration.ZERO);
      run.output().append("job " + ids.getFirst() + " in queue " + target.queue() + "\n");
      return AttemptResult.succeeded();
    } catch (UnknownQueueException | RefusedException | StoreUnavailableException e) {
      return AttemptResult.failed(e.getMessage());
    }
  }

  private static String fill(String payload, Map<String, String> facts) {
    return PLACEHOLDER
        .matcher(payload)
        .replaceAll(found -> Matcher.quoteReplacement(facts.get(found.group(1))));
  }
}
