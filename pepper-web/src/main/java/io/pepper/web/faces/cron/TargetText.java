package io.pepper.web.faces.cron;

import io.pepper.cron.definition.RunTarget;

/** The target of a job, in one line. */
final class TargetText {
  private TargetText() {}

  static String of(RunTarget target) {
    return switch (target) {
      case RunTarget.CommandTarget command -> ShellWords.of(command.command());
      case RunTarget.HttpTarget http -> http.method() + " " + http.url();
      case RunTarget.PushTarget push -> "job for queue " + push.queue();
      case RunTarget.FastCgiTarget script -> script.address().text() + " " + script.script();
    };
  }
}
