package io.pepper.config.front.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.pepper.config.front.grpc.wire.ConfigEvent;
import io.pepper.config.front.grpc.wire.ConfigEventType;
import io.pepper.config.sync.SyncAnswer;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcException.Code;

/** The messages of answers. Their data is JSON always: clients fail on an empty text. */
final class AnswerMessage {
  /** Clients take messages of less than 4 MiB. */
  private static final int MAX_BYTES = (4 << 20) - 1024;

  private static final ByteString NULL = ByteString.copyFromUtf8("null");

  /** The answer that all nodes with one configuration share. */
  private record ConfigChanged(byte[] message) {}

  private AnswerMessage() {}

  /**
   * @throws GrpcException with RESOURCE_EXHAUSTED if clients would not take it
   */
  static byte[] of(SyncAnswer answer) {
    return switch (answer) {
      case SyncAnswer.Unchanged none -> message(ConfigEventType.CONFIG_EVENT_NONE, NULL);
      case SyncAnswer.Register wish -> message(ConfigEventType.CONFIG_EVENT_NODE_REGISTER, NULL);
      case SyncAnswer.ReportProcess wish -> message(ConfigEventType.CONFIG_EVENT_NODE_PROC, NULL);
      case SyncAnswer.Changed changed ->
          changed
              .config()
              .encoded(
                  ConfigChanged.class,
                  changed.version(),
                  () ->
                      new ConfigChanged(
                          message(ConfigEventType.CONFIG_EVENT_NODE_CONF_CHANGED, data(changed))))
              .message();
    };
  }

  private static ByteString data(SyncAnswer.Changed changed) {
    byte[] json = changed.config().json(changed.version());
    if (json.length > MAX_BYTES) {
      throw new GrpcException(
          Code.RESOURCE_EXHAUSTED,
          "the configuration of this node has %d bytes, and clients take %d: subscribe to less"
              .formatted(json.length, MAX_BYTES));
    }
    return UnsafeByteOperations.unsafeWrap(json);
  }

  private static byte[] message(ConfigEventType type, ByteString data) {
    return ConfigEvent.newBuilder().setEventType(type).setDataBytes(data).build().toByteArray();
  }
}
