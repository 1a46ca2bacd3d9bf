package io.pepper.web.change;

import io.pepper.bus.Queues;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.RunTarget;
import io.pepper.identity.access.Permission;
import io.pepper.job.QueueName;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** The check of what a caller may define as a cron job. */
@RequestScoped
class CronJobCheck {
  @Inject private CurrentCaller caller;
  @Inject private Queues queues;

  /**
   * Checks that the caller may make one job of another. It need not have the right to what stays as
   * it is.
   *
   * @param before empty for a new job
   * @throws io.pepper.identity.access.PermissionDeniedException naming what is missing
   */
  void requireDefining(Optional<CronJob> before, CronJob after) {
    before.ifPresent(job -> caller.require(Permission.DEFINE_CRON_JOBS, TagsOf.job(job)));
    caller.require(Permission.DEFINE_CRON_JOBS, TagsOf.job(after));
    boolean isSameTarget =
        before
            .filter(job -> job.run().equals(after.run()) && job.tag().equals(after.tag()))
            .isPresent();
    if (!isSameTarget) {
      requireTarget(after);
    }
    after
        .alarms()
        .queue()
        .filter(
            queue -> before.flatMap(job -> job.alarms().queue()).filter(queue::equals).isEmpty())
        .ifPresent(this::requirePushing);
  }

  private void requireTarget(CronJob job) {
    switch (job.run()) {
      case RunTarget.CommandTarget command ->
          caller.require(Permission.DEFINE_COMMANDS, TagsOf.job(job));
      case RunTarget.PushTarget push -> requirePushing(push.queue());
      case RunTarget.HttpTarget http -> {}
      case RunTarget.FastCgiTarget script -> {}
    }
  }

  /** A queue that is not defined may be given any tag later. */
  private void requirePushing(QueueName queue) {
    caller.require(Permission.PUSH_JOBS, queues.find(queue).map(TagsOf::queue).orElseGet(Set::of));
  }
}
