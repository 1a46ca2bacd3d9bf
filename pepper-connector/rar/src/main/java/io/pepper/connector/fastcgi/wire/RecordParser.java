package io.pepper.connector.fastcgi.wire;

import java.nio.ByteBuffer;

/**
 * The parser of an answer's records, however the network has cut them. One instance per answer;
 * used by one thread.
 *
 * <pre>
 * state    waits for          then
 * HEADER   8 bytes            CONTENT, END_BODY or SKIP, by the record's type
 * CONTENT  stdout or stderr   PADDING, handing on each piece as it comes
 * END_BODY 8 bytes            SKIP, the request is over
 * SKIP     content that is    PADDING
 *          not needed
 * PADDING  padding            HEADER, or COMPLETE after END_REQUEST
 * </pre>
 */
final class RecordParser {
  /** Receives what the records carry; the pieces are valid during the call only. */
  interface Sink {
    void stdout(ByteBuffer piece);

    void stderr(ByteBuffer piece);

    void ended(long appStatus, int protocolStatus);
  }

  private enum State {
    HEADER,
    CONTENT,
    END_BODY,
    SKIP,
    PADDING,
    COMPLETE
  }

  private final Sink sink;
  private final ByteBuffer eight = ByteBuffer.allocate(Records.HEADER_LENGTH);
  private State state = State.HEADER;
  private boolean ended;
  private int type;
  private int content;
  private int padding;

  RecordParser(Sink sink) {
    this.sink = sink;
  }

  /** Returns whether END_REQUEST has been read to its last byte. */
  boolean isComplete() {
    return state == State.COMPLETE;
  }

  /**
   * Takes all bytes, or all up to the end of END_REQUEST.
   *
   * @throws MalformedAnswerException if the peer does not speak FastCGI
   */
  void feed(ByteBuffer in) {
    while (in.hasRemaining() && state != State.COMPLETE) {
      switch (state) {
        case HEADER -> {
          if (collectEight(in)) {
            beginRecord();
          }
        }
        case END_BODY -> {
          if (collectEight(in)) {
            endRequest();
          }
        }
        case CONTENT -> passOn(in);
        case SKIP -> content -= skip(in, content);
        case PADDING -> padding -= skip(in, padding);
        case COMPLETE -> throw new AssertionError();
      }
      leaveFinishedParts();
    }
  }

  private void leaveFinishedParts() {
    if ((state == State.CONTENT || state == State.SKIP) && content == 0) {
      state = State.PADDING;
    }
    if (state == State.PADDING && padding == 0) {
      state = ended ? State.COMPLETE : State.HEADER;
    }
  }

  private boolean collectEight(ByteBuffer in) {
    while (in.hasRemaining() && eight.hasRemaining()) {
      eight.put(in.get());
    }
    if (eight.hasRemaining()) {
      return false;
    }
    eight.flip();
    return true;
  }

  private void beginRecord() {
    int version = eight.get();
    type = eight.get();
    int requestId = eight.getShort();
    content = Short.toUnsignedInt(eight.getShort());
    padding = Byte.toUnsignedInt(eight.get());
    eight.clear();
    checkVersion(version);
    if (type == Records.STDOUT || type == Records.STDERR || type == Records.END_REQUEST) {
      checkRequestId(requestId);
    }
    state = stateForContent();
  }

  /**
   * @throws MalformedAnswerException if no FastCGI record begins with this byte
   */
  static void checkVersion(int version) {
    if (version != Records.VERSION) {
      throw new MalformedAnswerException(
          "the server does not speak FastCGI (record version " + version + ")");
    }
  }

  private static void checkRequestId(int requestId) {
    if (requestId != Records.REQUEST_ID) {
      throw new MalformedAnswerException("the server answered request " + requestId + ", not ours");
    }
  }

  private State stateForContent() {
    return switch (type) {
      case Records.STDOUT, Records.STDERR -> State.CONTENT;
      case Records.END_REQUEST -> {
        if (content < 8) {
          throw new MalformedAnswerException("END_REQUEST has " + content + " bytes, not 8");
        }
        yield State.END_BODY;
      }
      default -> State.SKIP;
    };
  }

  private void passOn(ByteBuffer in) {
    int size = Math.min(content, in.remaining());
    ByteBuffer piece = in.slice(in.position(), size);
    in.position(in.position() + size);
    content -= size;
    if (type == Records.STDOUT) {
      sink.stdout(piece);
    } else {
      sink.stderr(piece);
    }
  }

  private void endRequest() {
    sink.ended(Integer.toUnsignedLong(eight.getInt()), Byte.toUnsignedInt(eight.get()));
    eight.clear();
    ended = true;
    content -= 8;
    state = State.SKIP;
  }

  private static int skip(ByteBuffer in, int wanted) {
    int size = Math.min(wanted, in.remaining());
    in.position(in.position() + size);
    return size;
  }
}
