package io.pepper.discovery.front.grpc;

import static io.pepper.discovery.front.grpc.KeeperFixture.APP;
import static io.pepper.discovery.front.grpc.KeeperFixture.instance;
import static io.pepper.discovery.front.grpc.KeeperFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.grpc.GrpcException;
import io.pepper.discovery.front.grpc.wire.DiscoveryEventType;
import io.pepper.discovery.front.grpc.wire.PollsReq;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.discovery.front.grpc.wire.Service;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollStreamTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Instant LONG_AGO = Instant.EPOCH;

  @TempDir private Path data;
  private KeeperFixture fixture;

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(Duration idle, Instant settled) {
    Clock clock = Clock.systemUTC();
    fixture = new KeeperFixture(data, clock, new PollTimes(idle, settled, clock));
  }

  @Test
  void answersAtOnceWithNothingIfNothingIsKnown() throws Exception {
    open(NEVER, LONG_AGO);
    try (TestCall call = fixture.polls(Map.of("a.b", 0L))) {
      PollsResp first = call.answer();

      assertThat(first.getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_NONE);
      assertThat(first.getServicesMap()).isEmpty();
    }
  }

  @Test
  void answersAtOnceWithAllServicesThatAreKnown() throws Exception {
    open(NEVER, LONG_AGO);
    fixture.register(instance());
    fixture.register(instance().setServiceName("c"));
    try (TestCall call = fixture.polls(Map.of("a.b", 0L, "c", 0L, "unknown", 0L))) {
      PollsResp first = call.answer();

      assertThat(first.getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_UPDATE);
      assertThat(first.getServicesMap()).containsOnlyKeys("a.b", "c");
      Service service = first.getServicesOrThrow("a.b");
      assertThat(service.getServiceName()).isEqualTo("a.b");
      assertThat(service.getVersion()).isEqualTo(fixture.app().changed());
      assertThat(service.getInstancesOrThrow("z").getZoneGroupMap()).containsOnlyKeys("i");
    }
  }

  @Test
  void comparesVersionsForInequalityOnTheFirstRequestOnly() throws Exception {
    open(NEVER, LONG_AGO);
    fixture.register(instance());
    long version = fixture.app().changed();
    try (TestCall newer = fixture.polls(Map.of("a.b", version + 1_000_000));
        TestCall same = fixture.polls(Map.of("a.b", version))) {
      assertThat(newer.answer().getServicesMap()).containsOnlyKeys("a.b");
      assertThat(same.answer().getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_NONE);

      same.send(request(Map.of("a.b", version - 1)));
      fixture.register(instance().setId("j"));

      Service update = same.answer().getServicesOrThrow("a.b");
      assertThat(update.getVersion()).isGreaterThan(version);
      assertThat(update.getInstancesOrThrow("z").getZoneGroupMap()).containsOnlyKeys("i", "j");
    }
  }

  @Test
  void tellsWhenTheLastInstanceWent() throws Exception {
    open(NEVER, LONG_AGO);
    fixture.register(instance());
    try (TestCall call = fixture.polls(Map.of("a.b", 0L))) {
      long version = call.answer().getServicesOrThrow("a.b").getVersion();

      fixture.deregister(instance());

      Service update = call.answer().getServicesOrThrow("a.b");
      assertThat(update.getInstancesMap()).isEmpty();
      assertThat(update.getVersion()).isGreaterThan(version);
    }
  }

  @Test
  void tellsOfAServiceThatAppearsLater() throws Exception {
    open(NEVER, LONG_AGO);
    try (TestCall call = fixture.polls(Map.of("a.b", 0L))) {
      call.answer();

      fixture.register(instance());

      assertThat(call.answer().getServicesMap()).containsOnlyKeys("a.b");
    }
  }

  @Test
  void tellsWhatWentWhileNoServerWasThere() throws Exception {
    open(NEVER, LONG_AGO);
    try (TestCall call = fixture.polls(Map.of("a.b", 7L))) {
      assertThat(call.answer().getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_NONE);

      call.send(request(Map.of("a.b", 7L)));

      Service gone = call.answer().getServicesOrThrow("a.b");
      assertThat(gone.getInstancesMap()).isEmpty();
      assertThat(gone.getVersion()).isEqualTo(7);
    }
  }

  @Test
  void waitsAfterAStartForProvidersThatAreOnTheirWayBack() throws Exception {
    open(NEVER, Instant.now().plus(NEVER));
    try (TestCall call = fixture.polls(Map.of("a.b", 7L))) {
      assertThat(call.answer().getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_NONE);
      call.send(request(Map.of("a.b", 7L)));

      fixture.keepAlive(instance());

      assertThat(call.answer().getServicesOrThrow("a.b").getInstancesMap()).containsOnlyKeys("z");
    }
  }

  @Test
  void givesASignOfLifeWhenNothingChanges() throws Exception {
    open(Duration.ofMillis(20), LONG_AGO);
    try (TestCall call = fixture.polls(Map.of("a.b", 0L))) {
      for (int i = 0; i < 4; i++) {
        assertThat(call.answer().getEventType()).isEqualTo(DiscoveryEventType.DISCOVERY_EVENT_NONE);
      }
    }
  }

  @Test
  void doesNotAnswerEachRequest() throws Exception {
    open(NEVER, LONG_AGO);
    try (TestCall call = fixture.polls(Map.of("a.b", 0L))) {
      call.answer();
      for (int i = 0; i < 100; i++) {
        call.send(request(Map.of("a.b", 0L)));
      }

      fixture.register(instance());

      assertThat(call.answer().getServicesMap()).containsOnlyKeys("a.b");
      assertThat(call.waitingAnswers()).isZero();
    }
  }

  @Test
  void aConsumerThatDoesNotReadGetsTheNewestStateOnceAndHoldsUpNobody() throws Exception {
    open(NEVER, LONG_AGO);
    try (TestCall slow = fixture.polls(Map.of("a.b", 0L));
        TestCall other = fixture.polls(Map.of("a.b", 0L))) {
      slow.answer();
      other.answer();
      slow.stall();
      fixture.register(instance());
      await().until(slow::isWaitingForRoom);

      for (int weight = 1; weight <= 200; weight++) {
        fixture.register(instance().putMetadata("v", "" + weight));
      }
      while (!metadata(other.answer()).equals("200")) {
        // Whoever reads is told every state, or the newest of several.
      }

      slow.flow();
      String last = metadata(slow.answer());
      if (!last.equals("200")) {
        last = metadata(slow.answer());
      }
      assertThat(last).isEqualTo("200");
      assertThat(slow.waitingAnswers()).isZero();
    }
  }

  private static String metadata(PollsResp update) {
    return update
        .getServicesOrThrow("a.b")
        .getInstancesOrThrow("z")
        .getZoneGroupOrThrow("i")
        .getMetadataOrDefault("v", "");
  }

  @Test
  void survivesSettingsOfAServiceThatNobodyRegistered() throws Exception {
    open(NEVER, LONG_AGO);
    try (TestCall call = fixture.polls(Map.of("a.b", 0L))) {
      call.answer();

      fixture.registry.configure(APP, now -> now.withZoneWeights(Map.of(), "note"));

      assertThat(call.answer().getServicesOrThrow("a.b").getInstancesMap()).isEmpty();
    }
  }

  @Test
  void refusesAStreamThatNamesNothingOrTooMuch() throws Exception {
    open(NEVER, LONG_AGO);
    PollsReq.Builder much = PollsReq.newBuilder();
    for (int i = 0; i <= 1000; i++) {
      much.putPollServices("service-" + i, 0);
    }
    for (PollsReq request : new PollsReq[] {PollsReq.getDefaultInstance(), much.build()}) {
      assertThatThrownBy(() -> new TestCall().unary(fixture.method("Polls"), request))
          .isInstanceOf(GrpcException.class)
          .hasMessageContaining("poll_services");
    }
  }
}
