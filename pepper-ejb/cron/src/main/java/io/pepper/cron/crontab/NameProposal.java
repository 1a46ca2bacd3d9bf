package io.pepper.cron.crontab;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The proposal of names of jobs by the programs that they run. */
final class NameProposal {
  private static final int MAX_LENGTH = 60;
  private static final String FALLBACK = "job";

  /** The words that stand before the program that gives the name. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "sudo",
          "nice",
          "ionice",
          "nohup",
          "env",
          "exec",
          "time",
          "timeout",
          "flock",
          "chronic",
          "setsid",
          "sh",
          "bash",
          "dash",
          "zsh",
          "ksh",
          "php",
          "python",
          "python3",
          "perl",
          "ruby",
          "node",
          "java",
          "test",
          "command",
          "[",
          "{",
          "(",
          "!",
          "if",
          "then",
          "cd",
          "run-parts");

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*");
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+[smhd]?");
  private static final Pattern LINKS = Pattern.compile("&&|\\|\\||[;|&]");
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9_.-]+");
  private static final Pattern EXTENSION =
      Pattern.compile("\\.(?:sh|bash|php\\d?|py|pl|rb|js|jar|bin|exe)$");

  private NameProposal() {}

  /**
   * @param isTaken whether a name is in use
   */
  static String of(String command, Predicate<String> isTaken) {
    String name = cleaned(program(command));
    String proposal = name;
    for (int number = 2; isTaken.test(proposal); number++) {
      proposal = name + "-" + number;
    }
    return proposal;
  }

  private static String program(String command) {
    return LINKS
        .splitAsStream(command)
        .map(part -> part.replaceFirst("^[\\s{(!]+", ""))
        .filter(part -> !part.matches("(?:cd|test|\\[)\\s.*"))
        .flatMap(part -> Arrays.stream(part.strip().split("\\s+")))
        .map(word -> word.replaceAll("[\"'(){}]", ""))
        .filter(word -> !isPassedOver(word))
        .findFirst()
        .orElseGet(() -> command.strip().split("\\s+")[0]);
  }

  private static boolean isPassedOver(String word) {
    return base(word).isEmpty()
        || word.startsWith("-")
        || word.startsWith("$")
        || word.startsWith("<")
        || word.startsWith(">")
        || WRAPPERS.contains(base(word))
        || ASSIGNMENT.matcher(word).matches()
        || NUMBER.matcher(word).matches()
        || word.endsWith(".lock");
  }

  private static String base(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private static String cleaned(String program) {
    String base = base(program.replaceAll("/+$", ""));
    String name = OTHERS.matcher(EXTENSION.matcher(base).replaceFirst("")).replaceAll("-");
    String begun = name.replaceFirst("^[.-]+", "").replaceFirst("-+$", "");
    String cut = begun.length() > MAX_LENGTH ? begun.substring(0, MAX_LENGTH) : begun;
    return cut.isEmpty() ? FALLBACK : cut;
  }
}
