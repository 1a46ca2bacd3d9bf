package io.pepper.connector.resp;

/**
 * How large one command may be.
 *
 * @param bulkBytes the longest argument
 * @param arguments the most words, the command's name among them
 * @param commandBytes the most bytes of all words together; each word counts {@link
 *     RespParser#WORD_OVERHEAD} bytes more than its length
 * @param settings what the three settings' names start with, for error replies
 */
record CommandLimits(int bulkBytes, int arguments, int commandBytes, String settings) {
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
