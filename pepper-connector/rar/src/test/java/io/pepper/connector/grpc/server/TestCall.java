package io.pepper.connector.grpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client's side of a call; takes no answer that was not asked for. */
final class TestCall {
  private static final long LIMIT_SECONDS = 20;

  private final ClientCall<byte[], byte[]> call;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  TestCall(ClientCall<byte[], byte[]> call, Metadata headers) {
    this.call = call;
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            answers.add(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        headers);
  }

  TestCall send(String request) {
    return send(request.getBytes(UTF_8));
  }

  TestCall send(byte[] request) {
    call.sendMessage(request);
    return this;
  }

  TestCall halfClose() {
    call.halfClose();
    return this;
  }

  void cancel() {
    call.cancel("as the test wants", null);
  }

  byte[] answer() throws InterruptedException {
    call.request(1);
    byte[] answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(answer).as("an answer; the call's end: " + end).isNotNull();
    return answer;
  }

  String text() throws InterruptedException {
    return new String(answer(), UTF_8);
  }

  boolean isOver() {
    return end.isDone();
  }

  Status end() throws InterruptedException {
    call.request(1);
    try {
      return end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the call does not end", e);
    }
  }
}
