package io.pepper.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.pepper.client.Discovery;
import io.pepper.client.InProcessRegistry;
import io.pepper.client.Registered;
import io.pepper.client.Registration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels of grpc-java to real servers that come and go. */
class DiscoveryNameResolverTest {
  private static final MethodDescriptor<String, String> NAME =
      MethodDescriptor.newBuilder(new Text(), new Text())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Names/Name")
          .build();

  private final InProcessRegistry registry = new InProcessRegistry();
  private final List<Server> servers = new ArrayList<>();
  private final Discovery consumer = registry.discovery("one", "consumer");
  private final DiscoveryNameResolverProvider provider =
      new DiscoveryNameResolverProvider(consumer);
  private ManagedChannel channel;

  @BeforeEach
  void register() {
    NameResolverRegistry.getDefaultRegistry().register(provider);
  }

  @AfterEach
  void end() {
    NameResolverRegistry.getDefaultRegistry().deregister(provider);
    channel.shutdownNow();
    servers.forEach(Server::shutdownNow);
  }

  @Test
  void callsFollowTheWeights() throws IOException {
    serve("one", "a", Map.of("weight", "1"));
    serve("one", "b", Map.of("weight", "3"));
    serve("one", "drained", Map.of("weight", "0"));
    serve("two", "far", Map.of());
    open("discovery://default/shop.stock");
    awaitAll("a", "b");
    assertThat(names(400)).isEqualTo(Map.of("a", 100, "b", 300));
  }

  @Test
  void theTargetNamesZoneAndClusters() throws IOException {
    serve("one", "a", Map.of());
    serve("two", "b", Map.of("cluster", "blue"));
    serve("two", "c", Map.of("cluster", "green"));
    serve("two", "d", Map.of("cluster", "red"));
    open("discovery://default/shop.stock?zone=two&cluster=blue&cluster=green");
    awaitAll("b", "c");
    assertThat(names(50)).containsOnlyKeys("b", "c");
  }

  @Test
  void instancesComeAndGo() throws IOException {
    open("discovery://default/shop.stock");
    assertThatThrownBy(this::name)
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("shop.stock has no instance with a grpc address: 0 are known");
    Registered far = serve("two", "far", Map.of());
    awaitAll("far");
    serve("one", "near", Map.of());
    await().ignoreExceptions().until(() -> names(10).equals(Map.of("near", 10)));
    servers.getLast().shutdownNow();
    await().ignoreException(StatusRuntimeException.class).until(() -> failing());
    serve("one", "fresh", Map.of());
    awaitAll("fresh");
    far.close();
    assertThat(names(10)).containsOnlyKeys("fresh");
  }

  @Test
  void aTargetThatNamesNothingIsSaid() {
    channel = NettyChannelBuilder.forTarget("discovery://default/a").usePlaintext().build();
    assertThatThrownBy(() -> Target.of(URI.create("discovery://default/"), "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("discovery://default/shop.stock");
    assertThat(Target.of(URI.create("discovery://default/a.b?zone=&x&cluster=%C3%A9"), "one"))
        .isEqualTo(new Target("a.b", "one", List.of("é")));
  }

  private boolean failing() {
    try {
      name();
      return false;
    } catch (StatusRuntimeException e) {
      return true;
    }
  }

  private void open(String target) {
    channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
  }

  /** Each has to be connected before calls are counted. */
  private void awaitAll(String... names) {
    await().ignoreExceptions().until(() -> names(names.length * 8).keySet().equals(Set.of(names)));
  }

  private Map<String, Integer> names(int calls) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < calls; i++) {
      counts.merge(name(), 1, Integer::sum);
    }
    return counts;
  }

  private String name() {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, NAME, options, "");
  }

  private Registered serve(String zone, String name, Map<String, String> metadata)
      throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder("test.Names")
                    .addMethod(
                        NAME,
                        ServerCalls.asyncUnaryCall((request, answer) -> {
                          answer.onNext(name);
                          answer.onCompleted();
                        }))
                    .build())
            .build()
            .start();
    servers.add(server);
    return registry
        .discovery(zone, name)
        .register(
            Registration.of(
                    "shop.stock", "http://127.0.0.1:1", "grpc://127.0.0.1:" + server.getPort())
                .with(metadata));
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
