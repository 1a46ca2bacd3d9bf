package io.pepper.connector.fastcgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One request as FastCGI records, ready to be written; the body is not copied unless it is small.
 * Immutable: every {@link #buffers} call starts at the first byte again.
 */
final class RequestBytes {
  /** Up to this size a write cannot block on a peer that answers before it has read everything. */
  static final int SMALL = 32 * 1024;

  /** The largest multiple of eight that fits into a record, so that no padding is needed. */
  private static final int RECORD_CONTENT = 65_528;

  private static final byte[] BEGIN_RESPONDER_AND_KEEP = {0, 1, 1, 0, 0, 0, 0, 0};

  private final List<ByteBuffer> pieces;
  private final long paramsEnd;
  private final long length;

  private RequestBytes(List<ByteBuffer> pieces, long paramsEnd) {
    this.pieces = pieces;
    this.paramsEnd = paramsEnd;
    this.length = pieces.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /**
   * @throws IllegalArgumentException if one parameter does not fit into a record
   */
  static RequestBytes of(FastCgiRequest request) {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512 + inlineLength(request));
    Records.writeHeader(head, Records.BEGIN_REQUEST, BEGIN_RESPONDER_AND_KEEP.length);
    head.writeBytes(BEGIN_RESPONDER_AND_KEEP);
    writeParams(head, request);
    Records.writeHeader(head, Records.PARAMS, 0);
    int paramsEnd = head.size();
    if (request.body().length > SMALL) {
      return new RequestBytes(withLargeBody(head, request.body()), paramsEnd);
    }
    writeSmallBody(head, request.body());
    return new RequestBytes(List.of(ByteBuffer.wrap(head.toByteArray())), paramsEnd);
  }

  ByteBuffer[] buffers() {
    return pieces.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
  }

  boolean isSmall() {
    return pieces.size() == 1;
  }

  long length() {
    return length;
  }

  /** A server that has received fewer bytes than this cannot have started the script. */
  long paramsEnd() {
    return paramsEnd;
  }

  private static int inlineLength(FastCgiRequest request) {
    return request.body().length > SMALL ? 0 : request.body().length;
  }

  private static void writeSmallBody(ByteArrayOutputStream out, byte[] body) {
    if (body.length > 0) {
      Records.writeHeader(out, Records.STDIN, body.length);
      out.writeBytes(body);
    }
    Records.writeHeader(out, Records.STDIN, 0);
  }

  private static List<ByteBuffer> withLargeBody(ByteArrayOutputStream head, byte[] body) {
    List<ByteBuffer> pieces = new ArrayList<>();
    pieces.add(ByteBuffer.wrap(head.toByteArray()));
    for (int at = 0; at < body.length; at += RECORD_CONTENT) {
      int size = Math.min(RECORD_CONTENT, body.length - at);
      pieces.add(Records.header(Records.STDIN, size));
      pieces.add(ByteBuffer.wrap(body, at, size).slice());
    }
    pieces.add(Records.header(Records.STDIN, 0));
    return pieces;
  }

  /** A pair never crosses a record's border: PHP reads each PARAMS record by itself. */
  private static void writeParams(ByteArrayOutputStream out, FastCgiRequest request) {
    ByteArrayOutputStream record = new ByteArrayOutputStream(512);
    appendPair(record, out, "CONTENT_LENGTH", Integer.toString(request.body().length));
    for (Map.Entry<String, String> param : request.params().entrySet()) {
      if (!param.getKey().equals("CONTENT_LENGTH")) {
        appendPair(record, out, param.getKey(), param.getValue());
      }
    }
    flush(record, out);
  }

  private static void appendPair(
      ByteArrayOutputStream record, ByteArrayOutputStream out, String name, String value) {
    byte[] nameBytes = name.getBytes(UTF_8);
    byte[] valueBytes = value.getBytes(UTF_8);
    int size = nameBytes.length + valueBytes.length + 8;
    if (size > RECORD_CONTENT) {
      throw new IllegalArgumentException(
          "parameter " + name + " has " + valueBytes.length + " bytes; PHP takes about 65,000");
    }
    if (record.size() + size > RECORD_CONTENT) {
      flush(record, out);
    }
    writeLength(record, nameBytes.length);
    writeLength(record, valueBytes.length);
    record.writeBytes(nameBytes);
    record.writeBytes(valueBytes);
  }

  private static void flush(ByteArrayOutputStream record, ByteArrayOutputStream out) {
    Records.writeHeader(out, Records.PARAMS, record.size());
    out.writeBytes(record.toByteArray());
    record.reset();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length > 127) {
      out.write(length >>> 24 | 0x80);
      out.write(length >>> 16);
      out.write(length >>> 8);
    }
    out.write(length);
  }
}
