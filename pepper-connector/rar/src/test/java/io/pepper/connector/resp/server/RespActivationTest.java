package io.pepper.connector.resp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.Endpoint;
import io.pepper.connector.PepperResourceAdapter;
import io.pepper.connector.resp.RespListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RespActivationTest {
  private final PepperResourceAdapter adapter = new PepperResourceAdapter();
  private final Deque<String> released = new ArrayDeque<>();
  private int unavailable = 1;
  private boolean fails;

  @BeforeEach
  @AfterEach
  void clearProperties() {
    System.clearProperty("pepper.resp.port");
    System.clearProperty(RespActivation.PROTOCOL.listening());
    System.clearProperty(Endpoint.FAILURE);
  }

  @Test
  void servesWithTheBeansHandlerOnceTheContainerIsReadyAndStopsAtDeactivation() throws Exception {
    System.setProperty("pepper.resp.port", "0");
    MessageEndpointFactory factory = factory();

    adapter.endpointActivation(factory, new RespActivation());
    await().until(() -> System.getProperty(RespActivation.PROTOCOL.listening()) != null);

    String address = System.getProperty(RespActivation.PROTOCOL.listening());
    assertThat(address).startsWith("127.0.0.1:");
    assertThat(released).containsExactly("released");
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    try (TestClient client = new TestClient(new InetSocketAddress("127.0.0.1", port))) {
      assertThat(client.send("PING\r\n").line()).isEqualTo("+PONG\r\n");

      adapter.endpointDeactivation(factory, new RespActivation());

      assertThat(client.receiveAll()).isEmpty();
    }
    assertThat(System.getProperty(RespActivation.PROTOCOL.listening())).isNull();
  }

  @Test
  void failsTheActivationWithOneClearLineWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.setProperty("pepper.resp.port", Integer.toString(taken.getLocalPort()));

      assertThatThrownBy(() -> adapter.endpointActivation(factory(), new RespActivation()))
          .isInstanceOf(ResourceException.class);

      assertThat(System.getProperty(Endpoint.FAILURE))
          .contains("port " + taken.getLocalPort(), "pepper.resp.port")
          .doesNotContain("\n");
    }
  }

  @Test
  void failsTheActivationWhenASettingIsWrong() {
    System.setProperty("pepper.resp.port", "70000");

    assertThatThrownBy(() -> adapter.endpointActivation(factory(), new RespActivation()))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("pepper.resp.port=70000");
  }

  @Test
  void leavesTheReasonThatTheApplicationGaveForNotStarting() throws Exception {
    System.setProperty("pepper.resp.port", "0");
    fails = true;

    adapter.endpointActivation(factory(), new RespActivation());
    await().until(() -> System.getProperty(Endpoint.FAILURE) != null);
    await()
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("pepper-resp-start")));

    assertThat(System.getProperty(Endpoint.FAILURE)).isEqualTo("the application's reason");
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
                    if (fails) {
                      System.setProperty(Endpoint.FAILURE, "the application's reason");
                      throw new IllegalStateException("closed by the container");
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
            new Class<?>[] {MessageEndpoint.class, RespListener.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "handler" -> new EchoHandler();
                  case "release" -> {
                    released.add("released");
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
