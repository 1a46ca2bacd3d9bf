package io.pepper.connector.resp.parse;

/**
 * The decision whether a client may send what it announces, and the reason why parsing stops.
 *
 * <p>A limit is applied only when no complete command waits: answering those may log the client in
 * or free memory, so the parser stops for it and asks again.
 */
final class Admission {
  private final CommandLimits stranger;
  private final CommandLimits member;
  private final BufferBudget budget;
  private final CommandAssembly assembly;
  private ParseOutcome outcome;
  private String complaint;
  private boolean refused;
  private boolean loggedIn;

  Admission(
      CommandLimits stranger, CommandLimits member, BufferBudget budget, CommandAssembly assembly) {
    this.stranger = stranger;
    this.member = member;
    this.budget = budget;
    this.assembly = assembly;
  }

  void loggedIn(boolean loggedIn) {
    this.loggedIn = loggedIn;
  }

  CommandLimits allowed() {
    return loggedIn ? member : stranger;
  }

  /** Begins a run of the parser. */
  void reset() {
    outcome = ParseOutcome.NEEDS_BYTES;
  }

  ParseOutcome outcome() {
    return outcome;
  }

  String complaint() {
    return complaint;
  }

  /** Returns whether the command in hand is only skipped. */
  boolean isRefused() {
    return refused;
  }

  void refusalDone() {
    refused = false;
  }

  // Of the following, false means stop; true means go on, and isRefused() tells how.

  boolean hasMemory(int bytes) {
    return assembly.charge(bytes) || isOver("no memory", budget.exhausted());
  }

  boolean mayHaveWords(long count) {
    return count <= allowed().arguments()
        || isOver("unauthenticated multibulk length", allowed().tooManyArguments(count));
  }

  boolean mayHaveWordOf(int length) {
    if (length > allowed().bulkBytes()) {
      return isOver("unauthenticated bulk length", allowed().argumentTooLong(length));
    }
    long command = assembly.commandBytes() + length + RespParser.WORD_OVERHEAD;
    if (command > allowed().commandBytes()) {
      return isOver("unauthenticated command length", allowed().commandTooLong());
    }
    return hasMemory(RespParser.WORD_OVERHEAD);
  }

  boolean mayHaveLineOf(int length) {
    if (length <= Math.min(RespParser.MAX_LINE_BYTES, allowed().bulkBytes())) {
      return true;
    }
    return assembly.batch().isEmpty()
        ? fail("too big inline request")
        : stop(ParseOutcome.BATCH_READY);
  }

  private boolean isOver(String protocolError, String refusal) {
    if (!assembly.batch().isEmpty()) {
      return stop(ParseOutcome.BATCH_READY);
    }
    if (!loggedIn) {
      return fail(protocolError + ": " + refusal.replaceFirst("^ERR ", ""));
    }
    refused = true;
    complaint = refusal;
    assembly.drop();
    return true;
  }

  boolean fail(String what) {
    complaint = "ERR Protocol error: " + what;
    return stop(ParseOutcome.FAILED);
  }

  boolean stop(ParseOutcome reason) {
    outcome = reason;
    return false;
  }
}
