package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parser of a CGI answer: a header block, an empty line, the body; the body may be in chunks.
 * One instance per answer; used by one thread.
 *
 * <pre>
 * state      waits for             then
 * HEADER     a header line         HEADER; after the empty line BODY or CHUNK_SIZE
 * BODY       bytes                 BODY
 * CHUNK_SIZE a line with the size  CHUNK, or TRAILER if it is 0
 * CHUNK      that many bytes       CHUNK_END
 * CHUNK_END  an empty line         CHUNK_SIZE
 * TRAILER    lines up to an empty  COMPLETE
 * COMPLETE   nothing more          COMPLETE, dropping what comes
 * </pre>
 */
final class CgiAnswer {
  private static final int HEADER_LIMIT = 64 * 1024;

  private enum State {
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    COMPLETE
  }

  private final Map<String, String> headers = new HashMap<>();
  private final BoundedBytes body;
  private byte[] line = new byte[128];
  private int lineLength;
  private State state = State.HEADER;
  private String lastName;
  private int headerBytes;
  private long chunkLeft;

  /**
   * @param bodyLimit bytes of the body to keep
   */
  CgiAnswer(int bodyLimit) {
    this.body = new BoundedBytes(bodyLimit);
  }

  /**
   * @throws MalformedAnswerException if this is not CGI
   */
  void feed(ByteBuffer in) {
    while (in.hasRemaining()) {
      switch (state) {
        case BODY -> body.append(in);
        case CHUNK -> appendChunk(in);
        case COMPLETE -> in.position(in.limit());
        case HEADER, CHUNK_SIZE, CHUNK_END, TRAILER -> {
          if (completesLine(in)) {
            parseLine(finishedLine());
          }
        }
      }
    }
  }

  /**
   * Ends the answer. Called once when the script has ended.
   *
   * @throws MalformedAnswerException if the answer stops in the middle
   */
  void end() {
    if (state == State.HEADER) {
      throw new MalformedAnswerException(
          headerBytes == 0
              ? "the script ended without an answer"
              : "the answer has no CGI header block: no empty line after '" + start() + "'");
    }
    if (state != State.BODY && state != State.COMPLETE) {
      throw new MalformedAnswerException("the chunked answer stops before its last chunk");
    }
  }

  Map<String, String> headers() {
    return headers;
  }

  BoundedBytes body() {
    return body;
  }

  private String start() {
    String text = headers.isEmpty() ? finishedLine() : headers.toString();
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }

  private boolean completesLine(ByteBuffer in) {
    int from = in.position();
    int limit = in.limit();
    int end = from;
    while (end < limit && in.get(end) != '\n') {
      end++;
    }
    int length = end - from;
    boolean isComplete = end < limit;
    headerBytes += isComplete ? length + 1 : length;
    if (headerBytes > HEADER_LIMIT) {
      throw new MalformedAnswerException(
          "the answer's header block is longer than " + HEADER_LIMIT + " bytes");
    }
    if (lineLength + length > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, lineLength + length));
    }
    in.get(line, lineLength, length);
    lineLength += length;
    if (isComplete) {
      in.get();
    }
    return isComplete;
  }

  private String finishedLine() {
    String text = new String(line, 0, lineLength, UTF_8).stripTrailing();
    lineLength = 0;
    return text;
  }

  private void parseLine(String text) {
    switch (state) {
      case HEADER -> parseHeader(text);
      case CHUNK_SIZE -> parseChunkSize(text);
      case CHUNK_END -> endChunk(text);
      case TRAILER -> state = text.isEmpty() ? State.COMPLETE : State.TRAILER;
      default -> throw new AssertionError(state);
    }
  }

  private void parseHeader(String text) {
    if (text.isEmpty()) {
      boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
      state = chunked ? State.CHUNK_SIZE : State.BODY;
      return;
    }
    if (lastName != null && Character.isWhitespace(text.charAt(0))) {
      headers.merge(lastName, text.strip(), (first, more) -> first + " " + more);
      return;
    }
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new MalformedAnswerException("'" + text + "' is not a CGI header (name: value)");
    }
    lastName = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    headers.merge(
        lastName, text.substring(colon + 1).strip(), (first, more) -> first + ", " + more);
  }

  private void parseChunkSize(String text) {
    int end = text.indexOf(';');
    String digits = (end < 0 ? text : text.substring(0, end)).strip();
    try {
      chunkLeft = Integer.parseUnsignedInt(digits, 16) & 0xffffffffL;
    } catch (NumberFormatException e) {
      throw new MalformedAnswerException("'" + digits + "' is not the size of a chunk");
    }
    headerBytes = 0;
    state = chunkLeft == 0 ? State.TRAILER : State.CHUNK;
  }

  private void appendChunk(ByteBuffer in) {
    int size = (int) Math.min(chunkLeft, in.remaining());
    body.append(in.slice(in.position(), size));
    in.position(in.position() + size);
    chunkLeft -= size;
    if (chunkLeft == 0) {
      state = State.CHUNK_END;
    }
  }

  private void endChunk(String text) {
    if (!text.isEmpty()) {
      throw new MalformedAnswerException("a chunk is longer than its size says");
    }
    state = State.CHUNK_SIZE;
  }
}
