package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.grpc.StatusRuntimeException;
import io.pepper.discovery.front.grpc.wire.DiscoveryEventType;
import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.discovery.front.grpc.wire.Service;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** gokeeper's discovery service by stock gRPC clients of two languages, one process each. */
@ExtendWith(SharedPepper.class)
class KeeperDiscoveryTest {
  private final Pepper pepper;

  KeeperDiscoveryTest(Pepper pepper) {
    this.pepper = pepper;
  }

  private static Instance instance(String service) {
    return Instance.newBuilder()
        .setId("java-1")
        .setServiceName(service)
        .putAddrs("http", "10.0.0.1:80")
        .setRegTime(1)
        .build();
  }

  @Test
  void aConsumerSeesInstancesComeStayAndGo() throws Exception {
    try (KeeperClient client = new KeeperClient(pepper.grpcPort())) {
      KeeperClient.Polls polls = client.polls("keeper.java", 0);
      assertThat(polls.answer().getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_NONE);

      long before = Instant.now().getEpochSecond();
      client.register(instance("keeper.java"));

      PollsResp update = polls.answer();
      Service service = update.getServicesOrThrow("keeper.java");
      assertThat(update.getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_UPDATE);
      assertThat(service.getInstancesOrThrow("unknown").getZoneGroupOrThrow("java-1").getAddrsMap())
          .containsEntry("http", "10.0.0.1:80");
      assertThat(service.getUpdateTime()).isBetween(before, Instant.now().getEpochSecond());
      client.keepAlive(instance("keeper.java"));
      client.deregister(instance("keeper.java"));
      Service gone = polls.answer().getServicesOrThrow("keeper.java");
      assertThat(gone.getInstancesMap()).isEmpty();
      assertThat(gone.getVersion()).isGreaterThan(service.getVersion());
    }
  }

  @Test
  void aProgramInGoProvidesAndAnotherConsumes() throws Exception {
    GoProgram.checkGo();
    String server = "127.0.0.1:" + pepper.grpcPort();
    try (GoProgram consumer = GoProgram.start("keeper", "consume", server, "keeper.go")) {
      assertThat(consumer.line()).isEqualTo("none");
      try (GoProgram provider =
          GoProgram.start("keeper", "provide", server, "keeper.go", "go-1", "10.0.0.2:80")) {
        consumer.awaitLine("keeper.go go-1=10.0.0.2:80");

        provider.endInput();

        consumer.awaitLine("keeper.go");
        provider.awaitLine("deregistered");
      }
    }
  }

  @Test
  void otherMethodsDoNotExistAndTheServerGoesOn() {
    try (KeeperClient client = new KeeperClient(pepper.grpcPort())) {
      assertThatThrownBy(() -> client.unary("Unregister", Empty.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("UNIMPLEMENTED");
      assertThatThrownBy(() -> client.unary("Register", Empty.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("INVALID_ARGUMENT");
    }
  }
}
