package io.pepper.cron.crontab;

import java.util.List;

/**
 * The command of an entry. A percent sign ends it: what follows is its standard input, further
 * percent signs are line ends, and {@code \%} is a percent sign. The last line ends with a line end
 * whether it is written or not, and is none if nothing is in it.
 *
 * @param command what the shell runs
 * @param input lines for its standard input; empty for none
 */
record CrontabCommand(String command, List<String> input) {
  static CrontabCommand of(String text) {
    List<String> parts = List.of(text.strip().split("(?<!\\\\)%", -1));
    List<String> plain = parts.stream().map(part -> part.replace("\\%", "%")).toList();
    int end = plain.getLast().isEmpty() ? plain.size() - 1 : plain.size();
    return new CrontabCommand(plain.getFirst().strip(), plain.subList(1, Math.max(1, end)));
  }

  boolean hasInput() {
    return !input.isEmpty();
  }

  /** Returns the command with its input as a here document, which every shell of POSIX reads. */
  String script() {
    if (!hasInput()) {
      return command;
    }
    String end = "INPUT";
    while (input.contains(end)) {
      end += "_";
    }
    return "{ " + command + "\n} <<'" + end + "'\n" + String.join("\n", input) + "\n" + end;
  }
}
