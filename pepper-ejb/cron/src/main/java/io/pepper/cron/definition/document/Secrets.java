package io.pepper.cron.definition.document;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.RunTarget;
import io.pepper.definition.InvalidDefinitionException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values that only admins see: those of a command's environment and of a request's headers, and the
 * path of an alarm's webhook. Others see {@code ***}; that text, written back as the value of a
 * variable or header, stands for the present value. Kept headers go to the server they were written
 * for and to no other, or whoever changes the address would be sent them.
 */
final class Secrets {
  private static final String MASK = "***";

  private Secrets() {}

  static RunTarget masked(RunTarget target) {
    return switch (target) {
      case RunTarget.CommandTarget command -> with(command, masked(command.environment()));
      case RunTarget.HttpTarget http -> with(http, masked(http.headers()));
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
    return hook.resolve("/" + MASK);
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
        yield with(command, restored("environment", command.environment(), before));
      }
      case RunTarget.HttpTarget http -> {
        Map<String, String> before =
            present.orElse(null) instanceof RunTarget.HttpTarget old
                ? keptFor(http, old)
                : Map.of();
        yield with(http, restored("headers", http.headers(), before));
      }
      case RunTarget.PushTarget push -> push;
      case RunTarget.FastCgiTarget script -> script;
    };
  }

  private static Map<String, String> keptFor(
      RunTarget.HttpTarget written, RunTarget.HttpTarget old) {
    if (!server(written.url()).equals(server(old.url())) && written.headers().containsValue(MASK)) {
      throw new InvalidDefinitionException(
          "headers",
          "*** stands for a value that is kept for "
              + server(old.url())
              + ", and url is another server now; write the values");
    }
    return old.headers();
  }

  private static String server(URI url) {
    return (url.getScheme() + "://" + url.getAuthority()).toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> masked(Map<String, String> values) {
    Map<String, String> masked = new TreeMap<>(values);
    masked.replaceAll((name, value) -> MASK);
    return masked;
  }

  private static Map<String, String> restored(
      String field, Map<String, String> written, Map<String, String> before) {
    Map<String, String> restored = new TreeMap<>(written);
    restored.replaceAll((name, value) -> {
      if (!value.equals(MASK)) {
        return value;
      }
      if (!before.containsKey(name)) {
        throw new InvalidDefinitionException(
            field + "." + name,
            "is ***, which stands for the value that is there, and there is none; write the value");
      }
      return before.get(name);
    });
    return restored;
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
