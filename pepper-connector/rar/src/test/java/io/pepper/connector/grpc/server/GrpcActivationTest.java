package io.pepper.connector.grpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.pepper.connector.Endpoint;
import io.pepper.connector.PepperResourceAdapter;
import io.pepper.connector.grpc.GrpcListener;
import io.pepper.connector.grpc.GrpcMethod;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcActivationTest {
  private static final String METHOD = "test.Echo/Say";

  private final PepperResourceAdapter adapter = new PepperResourceAdapter();
  private int unavailable = 1;

  @BeforeEach
  @AfterEach
  void clearProperties() {
    System.clearProperty("pepper.grpc.port");
    System.clearProperty(GrpcActivation.PROTOCOL.listening());
    System.clearProperty(Endpoint.FAILURE);
  }

  @Test
  void servesTheBeansMethodsOnceTheContainerIsReadyAndStopsAtDeactivation() throws Exception {
    System.setProperty("pepper.grpc.port", "0");
    MessageEndpointFactory factory = factory();

    adapter.endpointActivation(factory, new GrpcActivation());
    await().until(() -> System.getProperty(GrpcActivation.PROTOCOL.listening()) != null);

    ManagedChannel channel =
        NettyChannelBuilder.forTarget(System.getProperty(GrpcActivation.PROTOCOL.listening()))
            .usePlaintext()
            .build();
    try {
      assertThat(TestServer.call(channel, METHOD).send("hello").text()).isEqualTo("hello");
      adapter.endpointDeactivation(factory, new GrpcActivation());
      assertThat(TestServer.call(channel, METHOD).send("hello").end().isOk()).isFalse();
    } finally {
      channel.shutdownNow();
    }
    assertThat(System.getProperty(GrpcActivation.PROTOCOL.listening())).isNull();
  }

  @Test
  void failsTheActivationWithOneClearLineWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.setProperty("pepper.grpc.port", Integer.toString(taken.getLocalPort()));

      assertThatThrownBy(() -> adapter.endpointActivation(factory(), new GrpcActivation()))
          .isInstanceOf(ResourceException.class);

      assertThat(System.getProperty(Endpoint.FAILURE))
          .contains("port " + taken.getLocalPort(), "in use", "pepper.grpc.port")
          .doesNotContain("\n");
    }
  }

  /** A container's side that is not ready at the first call. */
  private MessageEndpointFactory factory() {
    return (MessageEndpointFactory)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MessageEndpointFactory.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "createEndpoint" -> {
                    if (unavailable-- > 0) {
                      throw new UnavailableException("still deploying");
                    }
                    yield bean();
                  }
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private MessageEndpoint bean() {
    return (MessageEndpoint)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MessageEndpoint.class, GrpcListener.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "methods" -> Map.of(METHOD, GrpcMethod.unary((call, request) -> request));
                  case "release" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
