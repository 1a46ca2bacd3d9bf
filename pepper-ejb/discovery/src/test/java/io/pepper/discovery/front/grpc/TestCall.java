package io.pepper.discovery.front.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.pepper.connector.grpc.GrpcCall;
import io.pepper.connector.grpc.GrpcMethod;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A call without a socket: what the client's side says and gets. */
final class TestCall implements GrpcCall, AutoCloseable {
  private static final byte[] WAKE = {};

  private final String peer;
  private final Map<String, String> headers;
  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(Integer.MAX_VALUE);
  private Thread thread;

  TestCall(String peer, Map<String, String> headers) {
    this.peer = peer;
    this.headers = headers;
  }

  TestCall() {
    this("127.0.0.1", Map.of());
  }

  /** Calls a unary method. */
  byte[] unary(GrpcMethod method, MessageLite request) throws InterruptedException {
    events.add(request.toByteArray());
    method.serve(this);
    return answers.remove();
  }

  /** Opens a stream. */
  TestCall stream(GrpcMethod method, MessageLite request) {
    events.add(request.toByteArray());
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                method.serve(this);
              } catch (InterruptedException e) {
                // The test is over.
              }
            });
    return this;
  }

  TestCall send(MessageLite request) {
    events.add(request.toByteArray());
    return this;
  }

  /** The next answer. */
  PollsResp answer() throws InterruptedException {
    byte[] answer = answers.poll(10, TimeUnit.SECONDS);
    assertThat(answer).as("an answer").isNotNull();
    try {
      return PollsResp.parseFrom(answer);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  int waitingAnswers() {
    return answers.size();
  }

  /** The client stops to take answers. */
  void stall() {
    room.drainPermits();
  }

  /** The client takes answers again. */
  void flow() {
    room.release(1_000_000);
  }

  boolean isWaitingForRoom() {
    return room.hasQueuedThreads();
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public Optional<byte[]> receive(Duration longest) throws InterruptedException {
    byte[] event = events.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
    return event == null || event == WAKE ? Optional.empty() : Optional.of(event);
  }

  @Override
  public boolean isHalfClosed() {
    return false;
  }

  @Override
  public void wake() {
    events.add(WAKE);
  }

  @Override
  public void send(byte[] message) throws InterruptedException {
    room.acquire();
    answers.add(message);
  }

  @Override
  public boolean trySend(byte[] message) {
    return room.tryAcquire() && answers.add(message);
  }

  @Override
  public void close() throws InterruptedException {
    if (thread != null) {
      thread.interrupt();
      thread.join();
    }
  }
}
