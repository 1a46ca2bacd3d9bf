package io.pepper.launcher.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of {@code ./pepper user} and {@code ./pepper token}, by name. */
final class AccountArguments {
  /** What to do, such as {@code user add}. */
  static final String ACTION = "action";

  /** The name of the user or token. */
  static final String NAME = "name";

  /** The password, which is asked for. */
  static final String PASSWORD = "password";

  private static final String USAGE =
      "say user add NAME --role admin|operator|viewer [--tags a,b], user password|disable|enable|remove NAME,"
          + " user list, token add NAME --scope metrics|config|read|operate|admin [--tags a,b] [--expires INSTANT],"
          + " token remove NAME or token list";

  private static final Set<String> WITH_PASSWORD = Set.of("user add", "user password");

  /** The options of each action, those that are needed first with an exclamation mark. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "user add", List.of("role!", "tags"),
          "user password", List.of(),
          "user disable", List.of(),
          "user enable", List.of(),
          "user remove", List.of(),
          "user list", List.of(),
          "token add", List.of("scope!", "tags", "expires"),
          "token remove", List.of(),
          "token list", List.of());

  private AccountArguments() {}

  /**
   * Parses arguments.
   *
   * @throws AccountException naming the one that is wrong or missing
   */
  static Map<String, String> parse(String[] args) {
    if (args.length < 2 || !OPTIONS.containsKey(args[0] + " " + args[1])) {
      throw new AccountException(USAGE);
    }
    Map<String, String> command = new HashMap<>();
    String action = args[0] + " " + args[1];
    command.put(ACTION, action);
    List<String> options = OPTIONS.get(action);
    for (int i = 2; i < args.length; i++) {
      if (args[i].startsWith("--")) {
        i = option(action, options, args, i, command);
      } else if (command.containsKey(NAME) || action.endsWith(" list")) {
        throw new AccountException("\"" + args[i] + "\" is one argument too many: " + USAGE);
      } else {
        command.put(NAME, args[i]);
      }
    }
    check(action, options, command);
    return command;
  }

  private static int option(
      String action, List<String> options, String[] args, int at, Map<String, String> command) {
    String[] parts = args[at].substring(2).split("=", 2);
    if (!options.contains(parts[0]) && !options.contains(parts[0] + "!")) {
      throw new AccountException("--" + parts[0] + " is no option of " + action + ": " + USAGE);
    }
    if (parts.length == 2) {
      command.put(parts[0], parts[1]);
      return at;
    }
    if (at + 1 == args.length) {
      throw new AccountException("--" + parts[0] + " needs a value");
    }
    command.put(parts[0], args[at + 1]);
    return at + 1;
  }

  private static void check(String action, List<String> options, Map<String, String> command) {
    if (!command.containsKey(NAME) && !action.endsWith(" list")) {
      throw new AccountException(action + " needs a name: " + USAGE);
    }
    options.stream()
        .filter(option -> option.endsWith("!"))
        .map(option -> option.substring(0, option.length() - 1))
        .filter(option -> !command.containsKey(option))
        .findFirst()
        .ifPresent(missing -> {
          throw new AccountException(action + " needs --" + missing + ": " + USAGE);
        });
    if (WITH_PASSWORD.contains(action)) {
      command.put(PASSWORD, "");
    }
  }
}
