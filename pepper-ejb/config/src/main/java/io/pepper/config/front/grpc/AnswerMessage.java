package io.pepper.config.front.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.pepper.config.front.grpc.wire.ConfigEvent;
import io.pepper.config.front.grpc.wire.ConfigEventType;
import io.pepper.config.sync.SyncAnswer;

/** The messages of answers. Their data is JSON always: clients fail on an empty text. */
final class AnswerMessage {
  private static final ByteString NULL = ByteString.copyFromUtf8("null");

  private AnswerMessage() {}

  static byte[] of(SyncAnswer answer) {
    return switch (answer) {
      case SyncAnswer.Unchanged none -> message(ConfigEventType.CONFIG_EVENT_NONE, NULL);
      case SyncAnswer.Register wish -> message(ConfigEventType.CONFIG_EVENT_NODE_REGISTER, NULL);
      case SyncAnswer.ReportProcess wish -> message(ConfigEventType.CONFIG_EVENT_NODE_PROC, NULL);
      case SyncAnswer.Changed changed ->
          message(
              ConfigEventType.CONFIG_EVENT_NODE_CONF_CHANGED,
              UnsafeByteOperations.unsafeWrap(changed.config().json(changed.version())));
    };
  }

  private static byte[] message(ConfigEventType type, ByteString data) {
    return ConfigEvent.newBuilder().setEventType(type).setDataBytes(data).build().toByteArray();
  }
}
