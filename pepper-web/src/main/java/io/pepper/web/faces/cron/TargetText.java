package io.pepper.web.faces.cron;

import io.pepper.cron.definition.Target;

/** What a job runs, in one line. */
final class TargetText {
  private TargetText() {}

  static String of(Target target) {
    return switch (target) {
      case Target.Command command -> CommandText.of(command.command());
      case Target.Http http -> http.method() + " " + http.url();
      case Target.Push push -> "job for queue " + push.queue();
      case Target.FastCgi script -> script.address().text() + " " + script.script();
    };
  }
}
