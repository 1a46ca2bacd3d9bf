package io.pepper.test;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.pepper.discovery.front.grpc.wire.DeregisterReq;
import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.KeepAliveReq;
import io.pepper.discovery.front.grpc.wire.PollsReq;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.discovery.front.grpc.wire.RegisterReq;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code keeper.Discovery} by grpc-java. */
final class KeeperClient implements AutoCloseable {
  private final ManagedChannel channel;

  KeeperClient(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  void register(Instance instance) {
    unary("Register", RegisterReq.newBuilder().setInstance(instance).setLeaseSecond(60).build());
  }

  void keepAlive(Instance instance) {
    unary("KeepAlive", KeepAliveReq.newBuilder().setInstance(instance).setLeaseSecond(60).build());
  }

  void deregister(Instance instance) {
    unary("Deregister", DeregisterReq.newBuilder().setInstance(instance).build());
  }

  /** A method of {@code keeper.Discovery}, or whatever else is named. */
  void unary(String name, Message request) {
    ClientCalls.blockingUnaryCall(
        channel,
        method(MethodType.UNARY, name, request, Empty.getDefaultInstance()),
        CallOptions.DEFAULT,
        request);
  }

  private static <A extends Message, B extends Message> MethodDescriptor<A, B> method(
      MethodType type, String name, A request, B answer) {
    @SuppressWarnings("unchecked")
    A requests = (A) request.getDefaultInstanceForType();
    return MethodDescriptor.<A, B>newBuilder()
        .setType(type)
        .setFullMethodName("keeper.Discovery/" + name)
        .setRequestMarshaller(ProtoUtils.marshaller(requests))
        .setResponseMarshaller(ProtoUtils.marshaller(answer))
        .build();
  }

  /** Opens a stream; its answers come into the queue. */
  Polls polls(String service, long version) {
    PollsReq request =
        PollsReq.newBuilder()
            .putAllPollServices(Map.of(service, version))
            .setSubscriber("java")
            .build();
    Polls polls = new Polls();
    ClientCalls.asyncBidiStreamingCall(
            channel.newCall(
                method(MethodType.BIDI_STREAMING, "Polls", request, PollsResp.getDefaultInstance()),
                CallOptions.DEFAULT),
            polls)
        .onNext(request);
    return polls;
  }

  static final class Polls implements StreamObserver<PollsResp> {
    private final BlockingQueue<PollsResp> answers = new LinkedBlockingQueue<>();
    private volatile Throwable failure;

    PollsResp answer() throws InterruptedException {
      PollsResp answer = answers.poll(20, TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("no answer came", failure);
      }
      return answer;
    }

    @Override
    public void onNext(PollsResp answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable error) {
      failure = error;
    }

    @Override
    public void onCompleted() {
      failure = new IllegalStateException("the server ended the stream");
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
