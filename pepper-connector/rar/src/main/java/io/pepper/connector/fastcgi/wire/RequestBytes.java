package io.pepper.connector.fastcgi.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.connector.fastcgi.FastCgiRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One request as FastCGI records, ready to be written; the body is not copied unless it is small.
 * Each use starts at the first byte again; used by one thread at a time.
 */
public final class RequestBytes {
  /**
   * The size up to which a write cannot block on a peer that answers before it has read everything.
   */
  static final int SMALL = 32 * 1024;

  /** The largest multiple of eight that fits into a record, so that no padding is needed. */
  private static final int RECORD_CONTENT = 65_528;

  static final byte[] BEGIN_RESPONDER_AND_KEEP = {0, 1, 1, 0, 0, 0, 0, 0};
  private static final byte[] CONTENT_LENGTH = "CONTENT_LENGTH".getBytes(US_ASCII);

  private final List<ByteBuffer> pieces;
  private final long paramsEnd;
  private final long length;

  private RequestBytes(List<ByteBuffer> pieces, long paramsEnd) {
    this.pieces = pieces;
    this.paramsEnd = paramsEnd;
    long sum = 0;
    for (ByteBuffer piece : pieces) {
      sum += piece.remaining();
    }
    this.length = sum;
  }

  public static RequestBytes of(FastCgiRequest request) {
    byte[] body = request.body();
    byte[] bodyLength = Integer.toString(body.length).getBytes(US_ASCII);
    int params = 2 + CONTENT_LENGTH.length + bodyLength.length + request.params().length();
    int paramsEnd = 3 * Records.HEADER_LENGTH + BEGIN_RESPONDER_AND_KEEP.length + params;
    boolean small = body.length <= SMALL;
    int bodyRecords = small ? smallLength(body) + ReadinessQuestion.MAX_LENGTH : 0;
    ByteBuffer head = ByteBuffer.allocate(paramsEnd + bodyRecords);
    Records.putHeader(head, Records.BEGIN_REQUEST, BEGIN_RESPONDER_AND_KEEP.length);
    head.put(BEGIN_RESPONDER_AND_KEEP);
    Records.putHeader(head, Records.PARAMS, params);
    head.put((byte) CONTENT_LENGTH.length).put((byte) bodyLength.length);
    head.put(CONTENT_LENGTH).put(bodyLength);
    request.params().putInto(head);
    Records.putHeader(head, Records.PARAMS, 0);
    if (small) {
      putSmallBody(head, body);
    }
    head.flip();
    return new RequestBytes(small ? List.of(head) : withLargeBody(head, body), paramsEnd);
  }

  ByteBuffer[] buffers() {
    ByteBuffer[] buffers = new ByteBuffer[pieces.size()];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = pieces.get(i).duplicate();
    }
    return buffers;
  }

  /**
   * Returns the same bytes with a question behind them, in the same write: the child reads it when
   * it is done with the request.
   */
  ByteBuffer[] buffersAsking(ReadinessQuestion question) {
    ByteBuffer[] buffers = buffers();
    int last = buffers.length - 1;
    int end = buffers[last].limit();
    buffers[last].limit(end + question.length());
    question.putAt(buffers[last], end);
    return buffers;
  }

  public boolean isSmall() {
    return pieces.size() == 1;
  }

  long length() {
    return length;
  }

  /** Returns the number of bytes that a server must have received to start the script. */
  long paramsEnd() {
    return paramsEnd;
  }

  private static int smallLength(byte[] body) {
    return body.length == 0 ? Records.HEADER_LENGTH : 2 * Records.HEADER_LENGTH + body.length;
  }

  private static void putSmallBody(ByteBuffer out, byte[] body) {
    if (body.length > 0) {
      Records.putHeader(out, Records.STDIN, body.length);
      out.put(body);
    }
    Records.putHeader(out, Records.STDIN, 0);
  }

  private static List<ByteBuffer> withLargeBody(ByteBuffer head, byte[] body) {
    List<ByteBuffer> pieces = new ArrayList<>();
    pieces.add(head);
    for (int at = 0; at < body.length; at += RECORD_CONTENT) {
      int size = Math.min(RECORD_CONTENT, body.length - at);
      pieces.add(Records.header(Records.STDIN, size));
      pieces.add(ByteBuffer.wrap(body, at, size).slice());
    }
    ByteBuffer end = ByteBuffer.allocate(Records.HEADER_LENGTH + ReadinessQuestion.MAX_LENGTH);
    Records.putHeader(end, Records.STDIN, 0);
    pieces.add(end.flip());
    return pieces;
  }
}
