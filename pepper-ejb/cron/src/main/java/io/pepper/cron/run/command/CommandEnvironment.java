package io.pepper.cron.run.command;

import io.pepper.process.Programs;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment of a command. It inherits from Pepper only what every program needs: the rest may
 * hold secrets.
 */
final class CommandEnvironment {
  private static final Set<String> INHERITED =
      Set.of("HOME", "LANG", "LANGUAGE", "LOGNAME", "SHELL", "TMPDIR", "TZ", "TZDIR", "USER");
  private static final String LOCALE = "LC_";

  private CommandEnvironment() {}

  /**
   * @param account whose rights it gets; empty for Pepper's own
   * @param entries of the job; they win
   */
  static Map<String, String> of(Optional<SystemUser> account, Map<String, String> entries) {
    Map<String, String> environment = new TreeMap<>();
    System.getenv()
        .forEach((name, value) -> {
          if (INHERITED.contains(name) || name.startsWith(LOCALE)) {
            environment.put(name, value);
          }
        });
    environment.put("PATH", Programs.path());
    account.ifPresent(user -> {
      environment.put("HOME", user.home());
      environment.put("LOGNAME", user.name());
      environment.put("SHELL", user.shell());
      environment.put("USER", user.name());
    });
    environment.putAll(entries);
    return environment;
  }
}
