package io.pepper.config.front.grpc;

import io.pepper.config.sync.SyncAnswer;
import io.pepper.config.sync.SyncListener;
import io.pepper.connector.grpc.GrpcCall;
import io.pepper.connector.grpc.GrpcException;

/**
 * The delivery of news on a stream by the thread that brings them, so that a publish does not have
 * to wake a thread for each of thousands of nodes.
 */
final class CallDelivery implements SyncListener {
  /** More is left to the streams' own threads: copying it would keep the other nodes waiting. */
  private static final int MAX_BYTES = 64 * 1024;

  private final GrpcCall call;

  CallDelivery(GrpcCall call) {
    this.call = call;
  }

  @Override
  public boolean deliver(SyncAnswer answer) {
    try {
      byte[] message = AnswerMessage.of(answer);
      return message.length <= MAX_BYTES && call.trySend(message);
    } catch (GrpcException e) {
      // The stream's own thread meets it again, and ends the stream with it.
      return false;
    }
  }

  @Override
  public void wake() {
    call.wake();
  }
}
