package io.pepper.discovery.health;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Check;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks against real servers that come and go. */
class HealthChecksTest {
  private static final AppKey APP = new AppKey("prod", "shop.cart");
  private static final int NOBODY = 1;

  @TempDir Path data;
  private Coordination coordination;
  private SharedRegistry registry;
  private HealthChecks checks;

  @BeforeEach
  void open() {
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", data.toString())));
    registry = new SharedRegistry(coordination, "n1", Clock.systemUTC());
    registry.open();
    checks = new HealthChecks(registry, key -> true, Clock.systemUTC());
    checks.open();
  }

  @AfterEach
  void close() {
    checks.close();
    registry.close();
    coordination.close();
  }

  @Test
  void anInstanceTakesNoTrafficWhileNobodyListens() throws IOException {
    try (ServerSocket one = listen(0)) {
      register("good", "tcp://127.0.0.1:" + one.getLocalPort());
      int port;
      try (ServerSocket other = listen(0)) {
        port = other.getLocalPort();
        register("comes.and.goes", "tcp://127.0.0.1:" + port);
        check(Check.Type.TCP, "tcp", "");
        assertThat(instance("comes.and.goes").isUp()).isTrue();
      }
      awaitStatus("comes.and.goes", Status.WAITING);
      assertThat(instance("comes.and.goes").registration().status()).isEqualTo(Status.UP);
      assertThat(instance("comes.and.goes").conditions().unhealthy()).isPresent();
      assertThat(instance("good").isUp()).isTrue();
      try (ServerSocket again = listen(port)) {
        assertThat(again.isBound()).isTrue();
        awaitStatus("comes.and.goes", Status.UP);
      }
    }
  }

  @Test
  void anHttpCheckWantsAGoodAnswer() throws IOException {
    AtomicInteger status = new AtomicInteger(500);
    HttpServer server = HttpServer.create(loopback(0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (ServerSocket silent = listen(0)) {
      register("answers", "http://127.0.0.1:" + server.getAddress().getPort());
      register("silent", "http://127.0.0.1:" + silent.getLocalPort());
      register("not.checked.1", "http://127.0.0.1:" + server.getAddress().getPort());
      registry.condition(key("not.checked.1"), conditions -> conditions.withDrained(true));
      register("not.checked.2", "http://127.0.0.1:" + server.getAddress().getPort());
      check(Check.Type.HTTP, "http", "/health");
      // Of four only two may be out.
      await().atMost(30, SECONDS).until(() -> unhealthy() == 2);
      status.set(200);
      awaitStatus("answers", Status.UP);
      await()
          .atMost(30, SECONDS)
          .untilAsserted(() ->
              assertThat(instance("silent").conditions().unhealthy())
                  .hasValueSatisfying(why -> assertThat(why).contains("no answer within")));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aGrpcCheckAsksTheHealthService() throws IOException {
    AtomicReference<byte[]> answer = new AtomicReference<>(new byte[] {8, 2});
    Server server = grpcHealth(answer);
    try {
      register("grpc", "grpc://127.0.0.1:" + server.getPort());
      register("other", "grpc://127.0.0.1:" + server.getPort());
      check(Check.Type.GRPC, "grpc", "shop.Cart");
      await().atMost(30, SECONDS).until(() -> unhealthy() == 1);
      answer.set(new byte[] {8, 1});
      await().atMost(30, SECONDS).until(() -> unhealthy() == 0);
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void halfOfAnApplicationStaysWhateverTheChecksSay() {
    for (int i = 0; i < 5; i++) {
      register("i" + i, "tcp://127.0.0.1:" + NOBODY);
    }
    check(Check.Type.TCP, "tcp", "");
    await().atMost(30, SECONDS).until(() -> unhealthy() == 2);
    await().during(Duration.ofSeconds(2)).atMost(10, SECONDS).until(() -> unhealthy() == 2);
  }

  @Test
  void withoutACheckNobodyIsUnhealthy() {
    register("one", "tcp://127.0.0.1:" + NOBODY);
    register("two", "tcp://127.0.0.1:" + NOBODY);
    check(Check.Type.TCP, "tcp", "");
    await().atMost(30, SECONDS).until(() -> unhealthy() == 1);
    registry.configure(APP, settings -> settings.withCheck(Optional.empty()));
    await().atMost(30, SECONDS).until(() -> unhealthy() == 0);
  }

  @Test
  void anAddressThatCannotBeCheckedSaysSo() {
    register("without", "http://127.0.0.1:1");
    register("two", "http://127.0.0.1:1");
    check(Check.Type.TCP, "tcp", "");
    await().atMost(30, SECONDS).until(() -> unhealthy() == 1);
    assertThat(
            registry
                .find(APP)
                .orElseThrow()
                .instances()
                .map(Instance::conditions)
                .flatMap(conditions -> conditions.unhealthy().stream()))
        .containsExactly("it has no address tcp://…");
  }

  private long unhealthy() {
    return registry
        .find(APP)
        .orElseThrow()
        .instances()
        .map(Instance::conditions)
        .map(Conditions::unhealthy)
        .filter(Optional::isPresent)
        .count();
  }

  private void awaitStatus(String name, Status status) {
    await().atMost(30, SECONDS).until(() -> instance(name).status() == status);
  }

  private Instance instance(String name) {
    return registry.find(APP).flatMap(app -> app.find(key(name))).orElseThrow();
  }

  private static InstanceKey key(String name) {
    return new InstanceKey(APP, "zone1", name);
  }

  private void register(String name, String address) {
    registry.register(
        new Registration(
            key(name),
            "",
            name,
            List.of(address),
            Map.of(),
            Status.UP,
            "",
            Registration.DEFAULT_LIFETIME,
            Origin.HTTP));
  }

  private void check(Check.Type type, String scheme, String path) {
    Check check =
        new Check(type, scheme, path, Duration.ofSeconds(1), Duration.ofMillis(300), 2, 1);
    registry.configure(APP, settings -> settings.withCheck(Optional.of(check)));
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(loopback(port));
    return socket;
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Server grpcHealth(AtomicReference<byte[]> answer) throws IOException {
    MethodDescriptor<byte[], byte[]> check =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    return NettyServerBuilder.forAddress(loopback(0))
        .addService(
            ServerServiceDefinition.builder("grpc.health.v1.Health")
                .addMethod(
                    check,
                    ServerCalls.asyncUnaryCall((request, observer) -> {
                      assertThat(request).isEqualTo("\n\tshop.Cart".getBytes());
                      observer.onNext(answer.get());
                      observer.onCompleted();
                    }))
                .build())
        .build()
        .start();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
