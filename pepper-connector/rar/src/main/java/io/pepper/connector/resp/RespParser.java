package io.pepper.connector.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * Cuts a client's bytes into commands: RESP arrays of bulk strings and inline commands. Every byte
 * it is fed is used up at once, so any split of the bytes gives the same commands, and a connection
 * that waits for the rest of a command holds only what has arrived.
 *
 * <p>{@link #step} is the table of states: in each state, what is cut next and what follows. A
 * state that stops because of a limit is entered again, after the batch before it is answered: that
 * may have logged the client in, or freed memory.
 */
final class RespParser {
  /** What a word costs beside its bytes: array header, padding and reference. */
  static final int WORD_OVERHEAD = 32;

  /** A declared length or count over these is taken for garbage. */
  static final int LONGEST_BULK = 512 << 20;

  static final int MOST_WORDS = 1 << 20;
  static final int LONGEST_LINE = 64 << 10;

  private static final byte[][] NO_WORDS = {};

  enum Outcome {
    /** All bytes are used up; the batch may hold complete commands. */
    NEEDS_BYTES,
    /** The batch must be answered before parsing goes on. */
    BATCH_READY,
    /** The command after the batch was over a limit and is skipped: answer {@link #complaint}. */
    REFUSED,
    /** What follows the batch is not acceptable: answer {@link #complaint} and close. */
    FAILED
  }

  private enum State {
    START,
    COUNT,
    COUNTED,
    TYPE,
    LENGTH,
    SIZED,
    BULK,
    SKIP,
    INLINE,
    SPLIT
  }

  private final RespLimits limits;
  private final BufferBudget budget;
  private final CommandAssembly assembly;
  private final GrowingWord word = new GrowingWord();

  private State state = State.START;
  private Outcome outcome;
  private String complaint;
  private boolean refused;
  private boolean member;

  private final Input input = new Input();
  private final DecimalLine number = new DecimalLine();
  private long toSkip;

  RespParser(RespLimits limits, BufferBudget budget, BufferShare share) {
    this.limits = limits;
    this.budget = budget;
    this.assembly = new CommandAssembly(share);
  }

  /** Whether the client has logged in: decides by which limits its next words are measured. */
  void member(boolean member) {
    this.member = member;
  }

  /** Hands over bytes; {@link #next} must have asked for them. */
  void feed(byte[] bytes, int length) {
    input.set(bytes, length);
  }

  /** Parses on until there is a reason to stop. */
  Outcome next() {
    outcome = Outcome.NEEDS_BYTES;
    boolean goesOn = true;
    while (goesOn) {
      goesOn = step();
    }
    return outcome;
  }

  /** The complete commands so far. */
  List<RespCommand> batch() {
    return assembly.batch();
  }

  void batchAnswered() {
    assembly.batchAnswered();
  }

  /** The error reply, without its leading {@code -}. */
  String complaint() {
    return complaint;
  }

  /** One row of the table; false to stop. */
  private boolean step() {
    return switch (state) {
      case START -> start();
      case COUNT -> number(State.COUNTED, "invalid multibulk length");
      case COUNTED -> counted();
      case TYPE -> type();
      case LENGTH -> number(State.SIZED, "invalid bulk length");
      case SIZED -> sized();
      case BULK -> bulk();
      case SKIP -> skip();
      case INLINE -> line();
      case SPLIT -> split();
    };
  }

  private boolean start() {
    if (input.left() == 0) {
      return false;
    }
    if (input.bytes[input.at] != '*') {
      word.start(LONGEST_LINE, 0);
      return go(State.INLINE);
    }
    input.at++;
    return go(State.COUNT);
  }

  private boolean number(State then, String complaint) {
    return switch (number.read(input)) {
      case COMPLETE -> go(then);
      case INCOMPLETE -> false;
      case INVALID -> fail(complaint);
    };
  }

  private boolean counted() {
    long count = number.value();
    if (count == 0) {
      return go(State.START);
    }
    if (count > MOST_WORDS) {
      return fail("invalid multibulk length");
    }
    if (count > allowed().arguments()
        && !isOver("unauthenticated multibulk length", allowed().tooManyArguments(count))) {
      return false;
    }
    assembly.begin((int) count);
    return go(State.TYPE);
  }

  private boolean type() {
    if (input.left() == 0) {
      return false;
    }
    byte b = input.bytes[input.at++];
    return b == '$'
        ? go(State.LENGTH)
        : fail("expected '$', got '" + new String(new byte[] {b}, ISO_8859_1) + "'");
  }

  private boolean sized() {
    long length = number.value();
    if (length > LONGEST_BULK) {
      return fail("invalid bulk length");
    }
    if (!refused && !mayCome((int) length)) {
      return false;
    }
    if (refused) {
      return skipWord(length + 2);
    }
    word.start((int) length, input.left());
    return go(State.BULK);
  }

  /** False to stop here; true to go on, with {@link #refused} set if the word is over a limit. */
  private boolean mayCome(int length) {
    if (length > allowed().bulkBytes()) {
      return isOver("unauthenticated bulk length", allowed().argumentTooLong(length));
    }
    if (assembly.commandBytes() + length + WORD_OVERHEAD > allowed().commandBytes()) {
      return isOver("unauthenticated command length", allowed().commandTooLong());
    }
    return hasMemory(WORD_OVERHEAD);
  }

  private boolean bulk() {
    int length = Math.min(word.missing(), input.left());
    if (!hasMemory(length)) {
      return false;
    }
    if (refused) {
      return skipWord(word.missing() + 2L);
    }
    word.append(input.bytes, input.at, length);
    input.at += length;
    if (word.missing() > 0) {
      return false;
    }
    assembly.add(word.take());
    toSkip = 2;
    return go(State.SKIP);
  }

  private boolean skipWord(long bytes) {
    word.clear();
    assembly.skipWord();
    toSkip = bytes;
    return go(State.SKIP);
  }

  /** A bulk's line end, which Redis does not check either, and all of a refused word. */
  private boolean skip() {
    int length = (int) Math.min(toSkip, input.left());
    input.at += length;
    toSkip -= length;
    if (toSkip > 0) {
      return false;
    }
    return assembly.isComplete() ? complete() : go(State.TYPE);
  }

  private boolean line() {
    int from = input.at;
    int to = from;
    while (to < input.end && input.bytes[to] != '\n') {
      to++;
    }
    int longest = Math.min(LONGEST_LINE, allowed().bulkBytes());
    if (word.length() + to - from > longest) {
      return batch().isEmpty() ? fail("too big inline request") : stop(Outcome.BATCH_READY);
    }
    if (!refused && !hasMemory(to - from)) {
      return false;
    }
    word.append(input.bytes, from, refused ? 0 : to - from);
    input.at = Math.min(to + 1, input.end);
    return to < input.end && go(State.SPLIT);
  }

  private boolean split() {
    byte[][] words = refused ? NO_WORDS : word.split();
    if (words == null) {
      return fail("unbalanced quotes in request");
    }
    if (words.length > allowed().arguments()
        && !isOver("unauthenticated multibulk length", allowed().tooManyArguments(words.length))) {
      return false;
    }
    word.clear();
    if (refused) {
      return complete();
    }
    if (words.length == 0) {
      assembly.drop();
      return go(State.START);
    }
    assembly.begin(words.length);
    for (byte[] each : words) {
      assembly.add(each);
    }
    return complete();
  }

  private boolean complete() {
    state = State.START;
    if (refused) {
      refused = false;
      assembly.drop();
      return stop(Outcome.REFUSED);
    }
    assembly.finish();
    return !assembly.isBatchFull() || stop(Outcome.BATCH_READY);
  }

  private boolean hasMemory(int bytes) {
    return assembly.charge(bytes) || isOver("no memory", budget.exhausted());
  }

  /** False to stop; true when the command in hand is from now on skipped. */
  private boolean isOver(String protocolError, String refusal) {
    if (!batch().isEmpty()) {
      return stop(Outcome.BATCH_READY);
    }
    if (!member) {
      return fail(protocolError + ": " + refusal.replaceFirst("^ERR ", ""));
    }
    refused = true;
    complaint = refusal;
    assembly.drop();
    return true;
  }

  private CommandLimits allowed() {
    return member ? limits.member() : limits.stranger();
  }

  private boolean fail(String what) {
    complaint = "ERR Protocol error: " + what;
    return stop(Outcome.FAILED);
  }

  private boolean stop(Outcome reason) {
    outcome = reason;
    return false;
  }

  private boolean go(State next) {
    state = next;
    return true;
  }
}
