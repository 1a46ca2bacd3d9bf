package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.ServerProcess;
import io.pepper.fixtures.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The EAR file of {@code ./pepper run} on Payara Server as it comes out of its zip. */
class StockServerDeploymentTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String ASADMIN = "pepper-launcher/target/payara/payara6/bin/asadmin";

  private final TemporaryFolder folder = new TemporaryFolder("stock");
  private final int portBase = FreePorts.nextOf(100);
  private final Deployed pepper = new Deployed(portBase + 80, FreePorts.next());
  private ServerProcess server;

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.killAll();
    }
    folder.delete();
  }

  @Test
  void deploysTheSameEarToAStockPayaraServer() throws Exception {
    asadmin(
        "create-domain",
        "--nopassword",
        "--domaindir",
        domains(),
        "--portbase",
        "" + portBase,
        "pepper");
    server =
        ServerProcess.start(
            folder.file("server.log"),
            asadminWords("start-domain", "--verbose", "--domaindir", domains(), "pepper"),
            environment());
    server.awaitReady(() -> ServerProcess.accepts(portBase + 48), LIMIT);

    asadmin(
        "--port",
        "" + (portBase + 48),
        "deploy",
        "--name",
        "pepper-ear",
        Deployed.built("pepper-ear/target/pepper.ear").toString());

    await().atMost(LIMIT).untilAsserted(() -> assertThat(pepper.readyStatus()).isEqualTo(200));
    await().atMost(LIMIT).until(() -> ServerProcess.accepts(pepper.respPort()));
    assertThat(pepper.answerToAStranger()).startsWith("-");
    DiscoveryCalls discovery = new DiscoveryCalls("http://127.0.0.1:" + pepper.httpPort());
    await().atMost(LIMIT).until(() -> discovery.get("nodes", "").body().startsWith("{\"code\":0,"));
    assertThat(Http2Offers.answerTo(pepper.httpPort(), "/%zz")).startsWith("HTTP/1.1 400 ");
    new Http2Offers("http://127.0.0.1:" + pepper.httpPort()).losesNoPoll("stock");
  }

  private String domains() {
    return folder.file("domains").toString();
  }

  private Map<String, String> environment() {
    var environment =
        new HashMap<>(
            Deployed.settings(
                pepper.httpPort(), pepper.respPort(), FreePorts.next(), folder.file("data")));
    environment.put("AS_JAVA", System.getProperty("java.home"));
    environment.put("JAVA_TOOL_OPTIONS", String.join(" ", LaunchCommand.options()));
    return environment;
  }

  private List<String> asadminWords(String... words) {
    var command = new ArrayList<String>(List.of("sh", Deployed.built(ASADMIN).toString()));
    command.addAll(List.of(words));
    return command;
  }

  private void asadmin(String... words) throws IOException, InterruptedException {
    Path log = folder.file("asadmin.log");
    var builder =
        new ProcessBuilder(asadminWords(words))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment());
    int exit = builder.start().waitFor();
    assertThat(exit).as("asadmin %s: %s", List.of(words), folder.read("asadmin.log")).isZero();
  }
}
