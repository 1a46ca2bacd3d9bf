package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same modules as adapter and WAR on Payara Micro, for small nodes. */
class MicroDeploymentTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final TemporaryFolder folder = new TemporaryFolder("micro");
  private final Deployed pepper = new Deployed(FreePorts.next(), FreePorts.next());
  private final int grpcPort = FreePorts.next();
  private ServerProcess server;

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.killAll();
    }
    folder.delete();
  }

  @Test
  void runsTheSameModulesOnPayaraMicro() throws Exception {
    server =
        ServerProcess.start(
            folder.file("server.log"),
            command(),
            Deployed.settings(pepper.httpPort(), pepper.respPort(), grpcPort, folder.file("data")));

    server.awaitReady(() -> pepper.readyStatus() == 200, LIMIT);

    await().atMost(LIMIT).until(() -> ServerProcess.accepts(pepper.respPort()));
    assertThat(pepper.answerToAStranger()).startsWith("-");
    String longQuery = "env=e&status=1" + "&appid=a.long.name".repeat(2_000);
    DiscoveryCalls discovery = new DiscoveryCalls("http://127.0.0.1:" + pepper.httpPort());
    await().atMost(LIMIT).until(() -> discovery.get("nodes", "").body().startsWith("{\"code\":0,"));
    assertThat(discovery.get("fetchs", longQuery).body())
        .isEqualTo("{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{}}");
    assertThat(Http2Offers.answerTo(pepper.httpPort(), "/%zz")).startsWith("HTTP/1.1 400 ");
    new Http2Offers("http://127.0.0.1:" + pepper.httpPort()).losesNoPoll("micro");
    try (KeeperClient client = new KeeperClient(grpcPort)) {
      assertThat(client.polls("nobody", 0).answer().getServicesMap()).isEmpty();
    }
  }

  private List<String> command() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> words = new ArrayList<>(List.of(java.toString(), "-Xmx512m"));
    words.addAll(LaunchCommand.options());
    words.addAll(arguments());
    return words;
  }

  private List<String> arguments() {
    return List.of(
        "-Djava.io.tmpdir=" + folder.path(),
        "-jar",
        Deployed.built("pepper-test/target/servers/payara-micro.jar").toString(),
        "--nocluster",
        "--prebootcommandfile",
        LaunchCommand.root().resolve("domain-config/micro.commands").toString(),
        "--port",
        Integer.toString(pepper.httpPort()),
        "--deploy",
        Deployed.built("pepper-micro/target/pepper-connector.rar").toString(),
        "--deploy",
        Deployed.built("pepper-micro/target/pepper.war").toString());
  }
}
