package io.pepper.connector.grpc.server;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.pepper.connector.AdapterSettings;
import io.pepper.connector.grpc.GrpcMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server on a free port and its clients, all closed at the end of the test. */
final class TestServer implements AutoCloseable {
  private final GrpcServer server;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final int port;

  TestServer(Map<String, String> settings) throws IOException {
    Map<String, String> all = new HashMap<>(Map.of("pepper.grpc.stop-seconds", "1"));
    all.putAll(settings);
    AdapterSettings set = new AdapterSettings(all::get, name -> null);
    server = new GrpcServer(GrpcLimits.from(set), GrpcEncryption.from(set));
    port = server.bind("127.0.0.1", 0);
  }

  static TestServer serving(Map<String, String> settings, String name, GrpcMethod method)
      throws IOException {
    TestServer server = new TestServer(settings);
    server.serve(name, method);
    return server;
  }

  void serve(String name, GrpcMethod method) {
    server.serve(Map.of(name, method));
  }

  int port() {
    return port;
  }

  int callCount() {
    return server.callCount();
  }

  void stop() {
    server.close();
  }

  /** A connection of its own. */
  ManagedChannel connect() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
    channels.add(channel);
    return channel;
  }

  /** Starts a call and lets one answer come. */
  static TestCall call(ManagedChannel channel, String name) {
    return call(channel, name, new Metadata());
  }

  static TestCall call(ManagedChannel channel, String name, Metadata headers) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.BIDI_STREAMING)
            .setFullMethodName(name)
            .setRequestMarshaller(AnyMethodRegistry.BYTES)
            .setResponseMarshaller(AnyMethodRegistry.BYTES)
            .build();
    return new TestCall(channel.newCall(method, CallOptions.DEFAULT), headers);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
  }
}
