package io.pepper.discovery.front.grpc;

import static io.pepper.discovery.front.grpc.KeeperFixture.APP;
import static io.pepper.discovery.front.grpc.KeeperFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.MessageLite;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcException.Code;
import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.RegisterReq;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.BalancingStrategy;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperDiscoveryTest {
  private static final InstanceKey KEY = new InstanceKey(APP, "z", "i");

  @TempDir private Path data;
  private KeeperFixture fixture;

  @BeforeEach
  void open() {
    fixture = new KeeperFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void registersWhatTheProviderSaysAndAnswersEmpty() throws Exception {
    byte[] answer =
        fixture.register(
            instance()
                .setHostname("vm")
                .putAddrs("rpc", "1.1.1.1:2")
                .putMetadata("v", "1")
                .putMetadata("etcd-metadata-lease_id", "4711"));

    Registration registration = fixture.app().find(KEY).orElseThrow().registration();
    assertThat(answer).isEmpty();
    assertThat(registration.addresses())
        .containsExactlyInAnyOrder("http://1.1.1.1:1", "rpc://1.1.1.1:2");
    assertThat(registration.metadata()).isEqualTo(Map.of("v", "1"));
    assertThat(registration.lifetime()).isEqualTo(Duration.ofSeconds(30));
    assertThat(registration.origin()).isEqualTo(Origin.GRPC);
    Instance seen = fixture.seen("z", "i");
    assertThat(seen.getHostname()).isEqualTo("vm");
    assertThat(seen.getAddrsMap()).isEqualTo(Map.of("http", "1.1.1.1:1", "rpc", "1.1.1.1:2"));
    assertThat(seen.getMetadataMap()).isEqualTo(Map.of("v", "1"));
    assertThat(seen.getRegTime()).isPositive();
  }

  @Test
  void namesTheZoneAndTheEnvironmentOfThoseThatNameNone() throws Exception {
    fixture.register(instance().clearZone());
    fixture.register(instance().setEnv("test"));

    assertThat(fixture.app().zones()).containsOnlyKeys("unknown");
    assertThat(fixture.registry.find(new AppKey("test", "a.b"))).isPresent();
  }

  @Test
  void aKeepAliveOfAnUnknownInstanceRegistersIt() throws Exception {
    assertThat(fixture.keepAlive(instance())).isEmpty();

    assertThat(fixture.app().find(KEY)).isPresent();
  }

  @Test
  void aKeepAliveChangesNothing() throws Exception {
    fixture.register(instance());
    long version = fixture.app().changed();

    fixture.keepAlive(instance());

    assertThat(fixture.app().changed()).isEqualTo(version);
  }

  @Test
  void consumersGetTheNewAddressAndZoneOfWhoRegistersAgain() throws Exception {
    fixture.register(instance());

    fixture.register(instance().setZone("y").putAddrs("http", "2.2.2.2:2"));

    assertThat(fixture.service().getInstancesMap()).containsOnlyKeys("y");
    assertThat(fixture.seen("y", "i").getAddrsMap()).isEqualTo(Map.of("http", "2.2.2.2:2"));
  }

  @Test
  void aLateKeepAliveOfAProgramThatDeregisteredBringsNothingBack() throws Exception {
    fixture.register(instance());
    fixture.deregister(instance());

    assertThat(fixture.keepAlive(instance())).isEmpty();
    assertThat(fixture.keepAlive(instance())).isEmpty();

    assertThat(fixture.registry.find(APP).flatMap(app -> app.find(KEY))).isEmpty();
  }

  @Test
  void whoRegistersAgainOrIsAnotherProgramComesBack() throws Exception {
    fixture.register(instance());
    fixture.deregister(instance());
    fixture.keepAlive(instance().setRegTime(101));
    assertThat(fixture.app().find(KEY)).isPresent();

    fixture.deregister(instance());
    fixture.register(instance());
    fixture.keepAlive(instance());
    assertThat(fixture.app().find(KEY)).isPresent();
  }

  @Test
  void tellsTheWeightAndWhoMustNotTakeTraffic() throws Exception {
    fixture.register(instance());

    fixture.registry.condition(KEY, now -> now.withDrained(true).withWeight(OptionalInt.of(5)));

    assertThat(fixture.seen("z", "i").getMetadataMap())
        .containsEntry("backend-metadata-instance_weight", "5")
        .containsEntry("backend-metadata-online", "N");
  }

  @Test
  void understandsTheWeightAndTheHidingOfAProvider() throws Exception {
    fixture.register(
        instance()
            .putMetadata("backend-metadata-instance_weight", "7")
            .putMetadata("backend-metadata-online", "N"));

    var registered = fixture.app().find(KEY).orElseThrow();
    assertThat(registered.status()).isEqualTo(Status.WAITING);
    assertThat(registered.metadata()).isEqualTo(Map.of("weight", "7"));
    assertThat(fixture.seen("z", "i").getMetadataMap())
        .containsEntry("backend-metadata-instance_weight", "7")
        .containsEntry("backend-metadata-online", "N");
  }

  @Test
  void passesOnWhatOperatorsSetForTheService() throws Exception {
    fixture.register(instance());

    fixture.registry.configure(
        APP,
        now ->
            now.withZoneWeights(Map.of("a", Map.of("b", 3)), "")
                .withStrategy(Optional.of(BalancingStrategy.SMOOTH_WEIGHTED)));

    assertThat(fixture.service().getMetadataMap())
        .containsEntry("backend-metadata-zone_weight", "{\"a\":{\"src\":\"a\",\"dst\":{\"b\":3}}}")
        .containsEntry("backend-metadata-balance_strategy", "smooth_weighted");
  }

  @Test
  void showsInstancesOfOtherProtocols() {
    fixture.registry.register(
        new Registration(
            KEY,
            "",
            "host",
            List.of("grpc://10.0.0.1:1", "grpc://10.0.0.1:2", "http://10.0.0.1:3", "10.0.0.1:4"),
            Map.of(),
            Status.UP,
            "",
            Registration.DEFAULT_LIFETIME,
            Origin.HTTP));

    assertThat(fixture.seen("z", "i").getAddrsMap())
        .isEqualTo(Map.of("grpc", "10.0.0.1:1", "http", "10.0.0.1:3"));
  }

  @Test
  void refusesWhatCannotBeAndNamesIt() {
    refuses(instance().clearAddrs(), "addrs");
    refuses(instance().clearServiceName(), "appid");
    refuses(instance().clearId(), "hostname");
    refuses(instance().putAddrs("a://b", "c"), "addrs");
    refuses(instance().putAddrs("http", "10.0.0.1:99999"), "'99999' is no port");
    refuses(instance().putAddrs("http", ":80"), "it has no host");
    refuses(instance().putAddrs("a b", "10.0.0.1:80"), "begin with a scheme");
    refuses(Instance.newBuilder(), "appid");
  }

  private void refuses(Instance.Builder instance, String named) {
    assertThatThrownBy(() -> fixture.register(instance))
        .isInstanceOfSatisfying(
            GrpcException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT))
        .hasMessageContaining(named);
  }

  @Test
  void refusesRubbish() {
    MessageLite rubbish = BytesValue.of(ByteString.copyFromUtf8("no instance"));

    assertThatThrownBy(() -> new TestCall().unary(fixture.method("Register"), rubbish))
        .isInstanceOfSatisfying(
            GrpcException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT));
  }

  @Test
  void strangersNeedTheTokenOfTheApplication() throws Exception {
    MessageLite register = RegisterReq.newBuilder().setInstance(instance()).build();
    String hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"; // of "secret"
    fixture.registry.configure(APP, now -> now.withTokenHash(Optional.of(hash)));

    for (Map<String, String> headers :
        List.of(Map.<String, String>of(), Map.of("authorization", "Bearer wrong"))) {
      assertThatThrownBy(() ->
              new TestCall("203.0.113.7", headers).unary(fixture.method("Register"), register))
          .isInstanceOfSatisfying(
              GrpcException.class, e -> assertThat(e.code()).isEqualTo(Code.PERMISSION_DENIED))
          .hasMessageContaining("pepper.discovery.allow");
    }
    new TestCall("203.0.113.7", Map.of("authorization", "Bearer secret"))
        .unary(fixture.method("Register"), register);
    assertThat(fixture.app().find(KEY)).isPresent();
  }
}
