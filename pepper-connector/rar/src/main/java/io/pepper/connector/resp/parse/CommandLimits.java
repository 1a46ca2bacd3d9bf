package io.pepper.connector.resp.parse;

import io.pepper.connector.AdapterSettings;

/**
 * The limits of one command's size.
 *
 * @param bulkBytes the longest argument
 * @param arguments the most words, the command's name among them
 * @param commandBytes the most bytes of all words together; each word counts {@link
 *     RespParser#WORD_OVERHEAD} bytes more than its length
 * @param settings what the three settings' names start with, for error replies
 */
public record CommandLimits(int bulkBytes, int arguments, int commandBytes, String settings) {
  /** Returns the limits for clients that have not logged in, as set, each checked. */
  public static CommandLimits beforeLogin(AdapterSettings settings) {
    return from(settings, "pepper.resp.before-login.", 16 << 10, 32, 64 << 10);
  }

  /** Returns the limits for clients that have logged in, as set, each checked. */
  public static CommandLimits afterLogin(AdapterSettings settings) {
    return from(settings, "pepper.resp.", 16 << 20, 65_536, 64 << 20);
  }

  private static CommandLimits from(
      AdapterSettings settings, String prefix, int bulk, int arguments, int command) {
    return new CommandLimits(
        (int) settings.number(prefix + "max-bulk-bytes", bulk, 1, RespParser.MAX_BULK_BYTES),
        (int) settings.number(prefix + "max-arguments", arguments, 2, RespParser.MAX_WORDS),
        (int) settings.number(prefix + "max-command-bytes", command, 64, 1 << 30),
        prefix);
  }

  String argumentTooLong(long bytes) {
    return "ERR argument of " + bytes + " bytes is " + over(bulkBytes, "max-bulk-bytes");
  }

  String tooManyArguments(long count) {
    return "ERR command of " + count + " words is " + over(arguments, "max-arguments");
  }

  String commandTooLong() {
    return "ERR command is " + over(commandBytes, "max-command-bytes");
  }

  private String over(long limit, String setting) {
    return "over the limit of " + limit + " (setting " + settings + setting + ")";
  }
}
