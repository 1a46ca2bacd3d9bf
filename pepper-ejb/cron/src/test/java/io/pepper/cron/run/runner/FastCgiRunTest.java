package io.pepper.cron.run.runner;

import static io.pepper.cron.run.runner.RunFixture.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.pepper.bus.delivery.RealFastCgi;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.runner.RunFixture.FinishedRun;
import io.pepper.cron.run.runner.RunFixture.StartedRun;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastCgiRunTest {
  private static final FastCgiClient CLIENT = RealFastCgi.client();
  private static final PhpFpm FPM = PhpFpm.withChildren(2);

  @TempDir Path data;
  private RunFixture cron;

  @BeforeAll
  static void start() {
    FPM.start();
  }

  @AfterAll
  static void stop() {
    RealFastCgi.close(CLIENT);
    FPM.close();
  }

  @BeforeEach
  void open() {
    cron = new RunFixture(data, CLIENT);
  }

  @AfterEach
  void close() {
    cron.close();
  }

  @Test
  void postsItsFieldsAndWhatItIsAbout() {
    FinishedRun ran =
        cron.run(
            script(
                "ksort($_POST); echo json_encode($_POST, JSON_UNESCAPED_UNICODE|JSON_UNESCAPED_SLASHES), \"\\n\", $_SERVER['REQUEST_METHOD'];",
                Map.of("greeting", "a&b=ü +", "job", "forged")));

    assertThat(ran.ending())
        .isEqualTo(new AttemptResult(RunState.SUCCEEDED, OptionalInt.empty(), ""));
    assertThat(ran.text())
        .isEqualTo(
            ("{\"attempt\":\"2\",\"greeting\":\"a&b=ü +\",\"job\":\"nightly\","
                    + "\"key\":\"nightly/2026-03-01T04:00:00Z/0\","
                    + "\"nominal\":\"2026-03-01T04:00:00Z\",\"run\":\"%s\"}\nPOST")
                .formatted(ran.attempt().id()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', SUCCEEDED, ''",
    "http_response_code(302);, SUCCEEDED, ''",
    "http_response_code(503);, FAILED, 'Status 503 Service Unavailable'",
    "http_response_code(503); header('Code: 200');, FAILED, 'Status 503 Service Unavailable'",
    "header('Code: 500');, FAILED, 'the script answered Code 500'",
    "header('Code: 2000');, FAILED, 'the script answered Code 2000'",
    "header('Code: 500'); http_response_code(500);, FAILED, 'the script answered Code 500; Status 500 Internal Server Error'",
    "error_log('PHP Fatal error: not PHP says so');, SUCCEEDED, ''",
    "echo $undefined;, SUCCEEDED, ''"
  })
  void codeAndStatusDecide(String php, RunState state, String problem) {
    assertThat(cron.run(script("echo 'said';" + php, Map.of())).ending())
        .isEqualTo(new AttemptResult(state, OptionalInt.empty(), problem));
  }

  /**
   * PHP has sent the beginning of the answer, and with it the status, before it dies: only its
   * standard error tells.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new Exception('boom'); | PHP Fatal error: Uncaught Exception: boom",
        "nonsense(); | PHP Fatal error: Uncaught Error: Call to undefined function nonsense()",
        "$all = str_repeat('y', 200_000_000); | PHP Fatal error: Allowed memory size of 134217728 bytes exhausted",
        "file_put_contents(__DIR__ . '/bad.php', '<?php x y'); include 'bad.php'; | PHP Parse error: syntax error",
        "trigger_error('mine', E_USER_ERROR); | PHP Fatal error: mine",
      })
  void aScriptThatDiesAfterItsOutputHasFailed(String death, String problem) {
    for (String code : new String[] {"", "header('Code: 200'); "}) {
      FinishedRun ran =
          cron.run(script(code + "echo str_repeat('x', 5000), \"\\n\"; " + death, Map.of()));

      assertThat(ran.ending().state()).as(code).isEqualTo(RunState.FAILED);
      assertThat(ran.ending().problem()).startsWith(problem).doesNotContain("\n");
      assertThat(ran.text()).startsWith("xxxxx").contains("PHP message: PHP ");
    }
  }

  @Test
  void aScriptThatDiesBeforeItsOutputIsSentSaysWhy() {
    assertThat(cron.run(script("echo 'said'; nonsense();", Map.of())).ending().problem())
        .startsWith("Status 500 Internal Server Error: PHP Fatal error: Uncaught Error: Call to");
  }

  /** Without an end of the request nobody knows whether the script came to its own. */
  @Test
  void aChildThatIsKilledAfterItsOutputHasFailed() {
    AttemptResult killed =
        cron.run(
                script("echo str_repeat('x', 5000); flush(); posix_kill(getmypid(), 9);", Map.of()))
            .ending();

    assertThat(killed.state()).isEqualTo(RunState.FAILED);
    assertThat(killed.problem()).contains("in the middle of the answer", "killed or crashed");
  }

  /** PHP runs the script all the same, with an empty or a shortened form. */
  @Test
  void aFormThatPhpRefusedIsAFailure() {
    String php = "header('Code: 200'); echo count($_POST);";
    AttemptResult large = cron.run(script(php, Map.of("a", "b".repeat(8_400_000)))).ending();
    assertThat(large.state()).isEqualTo(RunState.FAILED);
    assertThat(large.problem())
        .contains("POST Content-Length of 84", "exceeds the limit of 8388608", "post_max_size");

    Map<String, String> fields =
        IntStream.range(0, 1_500).boxed().collect(Collectors.toMap(i -> "f" + i, i -> "1"));
    FinishedRun many = cron.run(script(php, fields));
    assertThat(many.ending().state()).isEqualTo(RunState.FAILED);
    assertThat(many.ending().problem()).contains("Input variables exceeded 1000");
    assertThat(many.text()).startsWith("1001\n");
  }

  @Test
  void keepsBodyAndStandardError() {
    String text = cron.run(script("error_log('noise'); echo \"said\\n\";", Map.of())).text();

    assertThat(text).startsWith("said\n").contains("noise");
  }

  @Test
  void saysWhatWentWrongWithTheServer() {
    assertThat(
            cron.run(
                    new RunTarget.FastCgiTarget(
                        new FastCgiAddress(FPM.address()), "/no/x.php", Map.of()))
                .ending()
                .problem())
        .isEqualTo(
            "%s has no script /no/x.php that it may run (Status 404 Not Found): correct run.script, or put the script there"
                .formatted(FPM.address()));
    FastCgiAddress nobody = new FastCgiAddress("127.0.0.1:" + FreePorts.next());
    assertThat(cron.run(new RunTarget.FastCgiTarget(nobody, "/x.php", Map.of())).ending().problem())
        .contains("nobody listens there");
    AttemptResult killed = cron.run(script("posix_kill(getmypid(), 9);", Map.of())).ending();
    assertThat(killed.state()).isEqualTo(RunState.FAILED);
    assertThat(killed.problem()).isNotEmpty();
  }

  /** Redis says nothing to the bytes of a FastCGI request, and would use up the time limit. */
  @Test
  void namesAServerThatDoesNotSpeakFastCgi() {
    try (RedisServer redis = RedisServer.inMemory().start()) {
      FinishedRun ran = cron.run(at("127.0.0.1:" + redis.port()), Duration.ofSeconds(20), GRACE);
      assertThat(ran.ending().problem()).contains("answers as a Redis server does, not FastCGI");
    }
  }

  @Test
  void namesAnHttpServer() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    ExecutorService threads = Executors.newCachedThreadPool();
    http.setExecutor(threads);
    http.start();
    try {
      FinishedRun ran =
          cron.run(at("127.0.0.1:" + http.getAddress().getPort()), Duration.ofSeconds(20), GRACE);
      assertThat(ran.ending().state()).isEqualTo(RunState.FAILED);
      assertThat(ran.ending().problem()).contains("answers HTTP, not FastCGI");
    } finally {
      http.stop(0);
      threads.shutdownNow();
    }
  }

  private static RunTarget at(String address) {
    return new RunTarget.FastCgiTarget(new FastCgiAddress(address), "/x.php", Map.of());
  }

  @Test
  void theTimeLimitIsAFailure() {
    FinishedRun ran = cron.run(script("sleep(2);", Map.of()), Duration.ofMillis(300), GRACE);

    assertThat(ran.ending())
        .isEqualTo(
            new AttemptResult(RunState.FAILED, OptionalInt.empty(), "timed out after PT0.3S"));
  }

  @Test
  void aStopLetsGoOfIt() throws Exception {
    Path began = data.resolve("began");
    StartedRun going =
        cron.going(script("touch('%s'); sleep(3); echo 'late';".formatted(began), Map.of()));
    await().until(() -> Files.exists(began));

    going.stop.request("admin asked");

    assertThat(going.ending.get(2, TimeUnit.SECONDS))
        .isEqualTo(new AttemptResult(RunState.KILLED, OptionalInt.empty(), "admin asked"));
    assertThat(going.output.excerpt()).isEmpty();
  }

  private static RunTarget.FastCgiTarget script(String php, Map<String, String> fields) {
    Path script = FPM.script("job" + php.hashCode() + ".php", "<?php\n" + php);
    return new RunTarget.FastCgiTarget(
        new FastCgiAddress(FPM.address()), script.toString(), fields);
  }
}
