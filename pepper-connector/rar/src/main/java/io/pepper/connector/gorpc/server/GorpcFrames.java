package io.pepper.connector.gorpc.server;

import io.pepper.gob.GobException;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobUint;
import io.pepper.gob.GobValue;
import io.pepper.gob.write.GobField;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobSchema;
import io.pepper.gob.write.GobStructType;
import io.pepper.gob.write.GobType;
import java.util.List;
import java.util.Map;

/** The headers of gorpc: docs/protocol.md, gorpc (gob). */
final class GorpcFrames {
  private static final int FIRST_ID = 65;
  private static final int REPLY_DATA = 0x01;
  private static final int REPLY_PONG = 0x10;
  private static final int REPLY_ACKNOWLEDGEMENT = 0x100;

  /** More of a name that a client has sent is not sent back. */
  private static final int MAX_SHOWN_CHARS = 100;

  private static final int CODE_NOT_FOUND = 400;
  private static final int CODE_FAILED = 500;
  private static final int TYPE_CRITICAL = 1;
  private static final int TYPE_LOGIC = 2;

  private static final GobStructType ERROR =
      GobStructType.of(
          "Error",
          new GobField("Code", GobType.INT),
          new GobField("Type", GobType.INT),
          new GobField("Reason", GobType.STRING));

  private static final GobStructType HEADER =
      GobStructType.of(
          "ResponseHeader",
          new GobField("Error", ERROR),
          new GobField("Seq", GobType.UINT),
          new GobField("ReplyType", GobType.INT));

  private static final GobSchema SCHEMA = new GobSchema(FIRST_ID, List.of(HEADER), Map.of());

  private GorpcFrames() {}

  /** Returns the header of a call. */
  static RequestHeader request(GobValue value) {
    if (!(value instanceof GobStruct header)) {
      throw new GobException("a call has to begin with a header, not with a " + value.getClass());
    }
    return new RequestHeader(
        header.text("Service"),
        header.text("Method"),
        header.unsigned("Seq"),
        header.integer("CallType"));
  }

  /** Returns the header before an answer. */
  static GobMessage data(long seq) {
    return header(null, seq, REPLY_DATA);
  }

  static GobMessage pong(long seq) {
    return header(null, seq, REPLY_PONG);
  }

  /** Returns the whole answer to a call that does not wait for its end. */
  static GobMessage acknowledgement(long seq) {
    return header(null, seq, REPLY_ACKNOWLEDGEMENT);
  }

  static GobMessage notFound(long seq, String method) {
    String shown = method.substring(0, Math.min(MAX_SHOWN_CHARS, method.length()));
    return error(seq, CODE_NOT_FOUND, TYPE_CRITICAL, "there is no method " + shown);
  }

  static GobMessage failure(long seq, String reason) {
    return error(seq, CODE_FAILED, TYPE_LOGIC, reason);
  }

  private static GobMessage error(long seq, int code, int type, String reason) {
    GobStruct error = ERROR.value(new GobInt(code), new GobInt(type), new GobString(reason));
    return header(error, seq, REPLY_ACKNOWLEDGEMENT);
  }

  private static GobMessage header(GobStruct error, long seq, int replyType) {
    return SCHEMA.encode(HEADER, HEADER.value(error, new GobUint(seq), new GobInt(replyType)));
  }
}
