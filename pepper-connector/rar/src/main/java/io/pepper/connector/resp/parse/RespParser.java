package io.pepper.connector.resp.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pepper.connector.resp.RespCommand;
import java.util.List;

/**
 * The parser that cuts a client's bytes into commands: RESP arrays of bulk strings and inline
 * commands. Every byte it is fed is used up at once, so any split of the bytes gives the same
 * commands, and a connection that waits for the rest of a command holds only what has arrived.
 *
 * <p>{@link #step} is the table of states: in each state, what is cut next and what follows. A
 * state that stops because of a limit is entered again, after the batch before it is answered: that
 * may have logged the client in, or freed memory.
 */
public final class RespParser {
  /** The bytes that a word costs besides its own: array header, padding and reference. */
  static final int WORD_OVERHEAD = 32;

  /** The declared length over which a bulk string is taken for garbage. */
  static final int MAX_BULK_BYTES = 512 << 20;

  static final int MAX_WORDS = 1 << 20;
  static final int MAX_LINE_BYTES = 64 << 10;

  private static final byte[][] NO_WORDS = {};

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

  private final CommandAssembly assembly;
  private final Admission admission;
  private final GrowingWord word = new GrowingWord();

  private State state = State.START;

  private final ParserInput input = new ParserInput();
  private final DecimalLine number = new DecimalLine();
  private long toSkip;

  /**
   * @param stranger the limits before the client has logged in
   * @param member the limits afterwards
   * @param budget the memory that all connections share
   * @param share this connection's part of it
   */
  public RespParser(
      CommandLimits stranger, CommandLimits member, BufferBudget budget, BufferShare share) {
    assembly = new CommandAssembly(share);
    admission = new Admission(stranger, member, budget, assembly);
  }

  /**
   * Sets whether the client has logged in, which decides by which limits its next words are
   * measured.
   */
  public void loggedIn(boolean loggedIn) {
    admission.loggedIn(loggedIn);
  }

  /** Hands over bytes; {@link #next} must have asked for them. */
  public void feed(byte[] bytes, int length) {
    input.set(bytes, length);
  }

  /**
   * Forgets the bytes it was fed.
   *
   * @return how many of them, the last ones, it has not used: they are to be fed again
   */
  public int release() {
    int unused = input.left();
    input.release();
    return unused;
  }

  /** Parses on until there is a reason to stop. */
  public ParseOutcome next() {
    admission.reset();
    boolean goesOn = true;
    while (goesOn) {
      goesOn = step();
    }
    return admission.outcome();
  }

  /** Returns the complete commands so far. */
  public List<RespCommand> batch() {
    return assembly.batch();
  }

  public void batchAnswered() {
    assembly.batchAnswered();
  }

  /** Returns the error reply, without its leading {@code -}. */
  public String complaint() {
    return admission.complaint();
  }

  /** Executes one row of the table; returns false to stop. */
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
      word.start(MAX_LINE_BYTES, 0);
      return go(State.INLINE);
    }
    input.at++;
    return go(State.COUNT);
  }

  private boolean number(State then, String complaint) {
    return switch (number.read(input)) {
      case COMPLETE -> go(then);
      case INCOMPLETE -> false;
      case INVALID -> admission.fail(complaint);
    };
  }

  private boolean counted() {
    long count = number.value();
    if (count == 0) {
      return go(State.START);
    }
    if (count > MAX_WORDS) {
      return admission.fail("invalid multibulk length");
    }
    if (!admission.mayHaveWords(count)) {
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
        : admission.fail("expected '$', got '" + new String(new byte[] {b}, ISO_8859_1) + "'");
  }

  private boolean sized() {
    long length = number.value();
    if (length > MAX_BULK_BYTES) {
      return admission.fail("invalid bulk length");
    }
    if (!admission.isRefused() && !admission.mayHaveWordOf((int) length)) {
      return false;
    }
    if (admission.isRefused()) {
      return skipWord(length + 2);
    }
    word.start((int) length, input.left());
    return go(State.BULK);
  }

  private boolean bulk() {
    int length = Math.min(word.missing(), input.left());
    if (!admission.hasMemory(length)) {
      return false;
    }
    if (admission.isRefused()) {
      return skipWord(word.missing() + 2L);
    }
    word.append(input.bytes, input.at, length);
    input.at += length;
    if (word.missing() > 0) {
      return false;
    }
    assembly.add(word.finish());
    toSkip = 2;
    return go(State.SKIP);
  }

  private boolean skipWord(long bytes) {
    word.clear();
    assembly.skipWord();
    toSkip = bytes;
    return go(State.SKIP);
  }

  /** Skips a bulk's line end, which Redis does not check either, and all of a refused word. */
  private boolean skip() {
    int length = (int) Math.min(toSkip, input.left());
    input.at += length;
    toSkip -= length;
    return toSkip == 0 && (assembly.isComplete() ? complete() : go(State.TYPE));
  }

  private boolean line() {
    int from = input.at;
    int to = from;
    while (to < input.end && input.bytes[to] != '\n') {
      to++;
    }
    if (!admission.mayHaveLineOf(word.length() + to - from)
        || !admission.isRefused() && !admission.hasMemory(to - from)) {
      return false;
    }
    word.append(input.bytes, from, admission.isRefused() ? 0 : to - from);
    input.at = Math.min(to + 1, input.end);
    return to < input.end && go(State.SPLIT);
  }

  private boolean split() {
    byte[][] words = admission.isRefused() ? NO_WORDS : word.split();
    if (words == null) {
      return admission.fail("unbalanced quotes in request");
    }
    if (HttpRequests.isOne(words)) {
      return admission.stop(ParseOutcome.HTTP);
    }
    if (!admission.mayHaveWords(words.length)) {
      return false;
    }
    word.clear();
    if (admission.isRefused()) {
      return complete();
    }
    if (words.length == 0) {
      assembly.drop();
      return go(State.START);
    }
    assembly.addAll(words);
    return complete();
  }

  private boolean complete() {
    state = State.START;
    if (admission.isRefused()) {
      admission.refusalDone();
      assembly.drop();
      return admission.stop(ParseOutcome.REFUSED);
    }
    assembly.finish();
    return !assembly.isBatchFull() || admission.stop(ParseOutcome.BATCH_READY);
  }

  private boolean go(State next) {
    state = next;
    return true;
  }
}
