package io.pepper.cron.definition.document;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.RunTarget;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.InvalidDefinitionException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Values that only admins see: those of a command's environment and of a request's headers, and the
 * path of an alarm's webhook. Others see {@code ***}, which stands for the present value when it is
 * written back ({@link HiddenValues}).
 */
final class Secrets {
  private Secrets() {}

  static RunTarget masked(RunTarget target) {
    return switch (target) {
      case RunTarget.CommandTarget command ->
          with(command, HiddenValues.masked(command.environment()));
      case RunTarget.HttpTarget http -> with(http, HiddenValues.masked(http.headers()));
      case RunTarget.PushTarget push -> push;
      case RunTarget.FastCgiTarget script -> script;
    };
  }

  static Alarms masked(Alarms alarms) {
    return with(alarms, alarms.webhook().map(Secrets::masked));
  }

  static Alarms restored(Alarms written, Optional<Alarms> present) {
    Optional<URI> before = present.flatMap(Alarms::webhook);
    boolean meant = before.isPresent() && before.map(Secrets::masked).equals(written.webhook());
    return meant ? with(written, before) : written;
  }

  private static URI masked(URI hook) {
    return hook.resolve("/" + HiddenValues.MASK);
  }

  private static Alarms with(Alarms alarms, Optional<URI> webhook) {
    return new Alarms(alarms.on(), alarms.late(), webhook, alarms.mail(), alarms.queue());
  }

  /**
   * @throws InvalidDefinitionException if there is no value for {@code ***} to stand for, or it was
   *     meant for another server
   */
  static RunTarget restored(RunTarget written, Optional<RunTarget> present) {
    return switch (written) {
      case RunTarget.CommandTarget command -> {
        Map<String, String> before =
            present.orElse(null) instanceof RunTarget.CommandTarget old
                ? old.environment()
                : Map.of();
        yield with(command, HiddenValues.restored("environment", command.environment(), before));
      }
      case RunTarget.HttpTarget http ->
          with(
              http,
              present.orElse(null) instanceof RunTarget.HttpTarget old
                  ? HiddenValues.restoredHeaders(
                      http.url(), http.headers(), old.url(), old.headers())
                  : HiddenValues.restored("headers", http.headers(), Map.of()));
      case RunTarget.PushTarget push -> push;
      case RunTarget.FastCgiTarget script -> script;
    };
  }

  private static RunTarget with(RunTarget.CommandTarget command, Map<String, String> environment) {
    return new RunTarget.CommandTarget(
        command.command(), environment, command.directory(), command.user());
  }

  private static RunTarget with(RunTarget.HttpTarget http, Map<String, String> headers) {
    return new RunTarget.HttpTarget(
        http.method(), http.url(), headers, http.contentType(), http.body());
  }
}
