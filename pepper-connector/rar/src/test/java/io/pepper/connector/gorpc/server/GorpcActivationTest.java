package io.pepper.connector.gorpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.Endpoint;
import io.pepper.connector.PepperResourceAdapter;
import io.pepper.connector.gorpc.GorpcListener;
import io.pepper.connector.gorpc.GorpcMethod;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GorpcActivationTest {
  private static final String PORT = "pepper.gorpc.port";
  private static final GorpcMethod ECHO =
      call -> call.answer(TestGorpcClient.text(TestGorpcClient.textOf(call.argument())));

  private final PepperResourceAdapter adapter = new PepperResourceAdapter();

  @BeforeEach
  @AfterEach
  void clearProperties() {
    System.clearProperty(PORT);
    System.clearProperty(GorpcActivation.PROTOCOL.listening());
    System.clearProperty(Endpoint.FAILURE);
  }

  @Test
  void nothingListensUnlessThePortIsSet() throws Exception {
    MessageEndpointFactory factory = factory();
    adapter.endpointActivation(factory, new GorpcActivation());

    adapter.endpointDeactivation(factory, new GorpcActivation());
    assertThat(System.getProperty(GorpcActivation.PROTOCOL.listening())).isNull();
  }

  @Test
  void servesTheBeansMethodsAndStopsAtDeactivation() throws Exception {
    System.setProperty(PORT, "0");
    MessageEndpointFactory factory = factory();
    adapter.endpointActivation(factory, new GorpcActivation());
    await().until(() -> System.getProperty(GorpcActivation.PROTOCOL.listening()) != null);
    String[] address = System.getProperty(GorpcActivation.PROTOCOL.listening()).split(":");

    try (TestGorpcClient client = new TestGorpcClient(Integer.parseInt(address[1]))) {
      client.call(1, "hello");
      assertThat(client.answer()).isEqualTo("1 hello");
      adapter.endpointDeactivation(factory, new GorpcActivation());
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void failsTheActivationWithOneClearLineWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.setProperty(PORT, Integer.toString(taken.getLocalPort()));

      assertThatThrownBy(() -> adapter.endpointActivation(factory(), new GorpcActivation()))
          .isInstanceOf(ResourceException.class);
      assertThat(System.getProperty(Endpoint.FAILURE))
          .contains("port " + taken.getLocalPort(), PORT)
          .doesNotContain("\n");
    }
  }

  private static MessageEndpointFactory factory() {
    return proxy(
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "createEndpoint" -> bean();
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              default -> throw new UnsupportedOperationException(method.getName());
            },
        MessageEndpointFactory.class);
  }

  private static MessageEndpoint bean() {
    return proxy(
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "methods" -> Map.of("Server.Sync", ECHO);
              case "release" -> null;
              default -> throw new UnsupportedOperationException(method.getName());
            },
        MessageEndpoint.class,
        GorpcListener.class);
  }

  private static <T> T proxy(InvocationHandler handler, Class<?>... types) {
    @SuppressWarnings("unchecked")
    T made = (T) Proxy.newProxyInstance(GorpcActivationTest.class.getClassLoader(), types, handler);
    return made;
  }
}
