package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.fixtures.EtcdServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An rpcx server and an rpcx client, unmodified, beside Pepper on one etcd. */
class RpcxTest {
  private static final String BASE = "/rpcx_test";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void rpcxServersAndOurInstancesSeeEachOther() throws Exception {
    GoProgram.checkGo();
    try (EtcdServer etcd = new EtcdServer().start();
        Pepper pepper = pepper(etcd).start();
        KeeperClient keeper = new KeeperClient(pepper.grpcPort());
        GoProgram client = GoProgram.start("rpcx", "watch", address(etcd), BASE, "Arith")) {
      assertThat(client.line()).isEqualTo("servers");
      KeeperClient.Polls polls = keeper.polls("Arith", 0);
      polls.answer();

      serverComesAndGoes(etcd, client, polls, pepper.rest());

      Instance ours =
          Instance.newBuilder()
              .setId("ours")
              .setServiceName("Arith")
              .putAddrs("rpcx", "10.0.0.8:1")
              .putAddrs("http", "10.0.0.8:2")
              .putMetadata("group", "blue")
              .build();
      keeper.register(ours);
      assertThat(client.awaitStart("servers tcp@10.0.0.8:1"))
          .contains("group=blue")
          .doesNotContain("10.0.0.8:2");
      keeper.deregister(ours);
      client.awaitLine("servers");
    }
  }

  private static Pepper pepper(EtcdServer etcd) {
    return Pepper.embedded()
        .with("pepper.coordination", etcd.setting())
        .with("pepper.discovery.rpcx", BASE + "=prod");
  }

  private static Instant heartbeat(Rest rest, String server) {
    String path = "/api/v1/discovery/apps/prod/Arith/instances/rpcx/" + server;
    return Instant.parse(rest.get(path).expect2xx().json().getString("heartbeat"));
  }

  private static String address(EtcdServer etcd) {
    return "127.0.0.1:" + etcd.port();
  }

  private static void serverComesAndGoes(
      EtcdServer etcd, GoProgram client, KeeperClient.Polls polls, Rest rest) throws Exception {
    String server = "tcp@10.0.0.7:8972";
    try (GoProgram provider =
        GoProgram.start(
            "rpcx", "serve", address(etcd), BASE, "Arith", server, "weight=7&group=red")) {
      PollsResp update = polls.answer();
      Instance seen =
          update
              .getServicesOrThrow("Arith")
              .getInstancesOrThrow("rpcx")
              .getZoneGroupOrThrow(server);
      assertThat(seen.getAddrsMap()).containsEntry("tcp", "10.0.0.7:8972");
      assertThat(seen.getMetadataMap())
          .containsEntry("group", "red")
          .containsEntry("backend-metadata-instance_weight", "7");
      client.awaitStart("servers " + server);
      // It writes its leaf again every second: its only sign of life.
      Instant first = heartbeat(rest, server);
      await().atMost(LIMIT).until(() -> heartbeat(rest, server).isAfter(first.plusSeconds(1)));

      provider.endInput();

      assertThat(polls.answer().getServicesOrThrow("Arith").getInstancesMap()).isEmpty();
      client.awaitLine("servers");
    }
  }
}
