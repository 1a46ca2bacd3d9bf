package io.pepper.cron.run;

import static io.pepper.cron.run.RunFixture.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.delivery.RealFastCgi;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.cron.definition.Target;
import io.pepper.cron.run.RunFixture.Going;
import io.pepper.cron.run.RunFixture.Ran;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.PhpFpm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
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
    Ran ran =
        cron.run(
            script(
                "ksort($_POST); echo json_encode($_POST, JSON_UNESCAPED_UNICODE|JSON_UNESCAPED_SLASHES), \"\\n\", $_SERVER['REQUEST_METHOD'];",
                Map.of("greeting", "a&b=ü +", "job", "forged")));

    assertThat(ran.ending()).isEqualTo(new Ending(RunState.SUCCEEDED, OptionalInt.empty(), ""));
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
    "http_response_code(503); header('Code: 200');, SUCCEEDED, ''",
    "header('Code: 500');, FAILED, 'the script answered Code 500'",
    "header('Code: 2000');, FAILED, 'the script answered Code 2000'",
    "nonsense();, FAILED, 'Status 500 Internal Server Error'"
  })
  void codeDecidesElseTheStatus(String php, RunState state, String problem) {
    assertThat(cron.run(script("echo 'said';" + php, Map.of())).ending())
        .isEqualTo(new Ending(state, OptionalInt.empty(), problem));
  }

  @Test
  void keepsBodyAndStandardError() {
    String text = cron.run(script("error_log('noise'); echo \"said\\n\";", Map.of())).text();

    assertThat(text).startsWith("said\n").contains("noise");
  }

  @Test
  void saysWhatWentWrongWithTheServer() {
    assertThat(
            cron.run(new Target.FastCgi(new FastCgiAddress(FPM.address()), "/no/x.php", Map.of()))
                .ending()
                .problem())
        .isEqualTo("Status 404 Not Found");
    FastCgiAddress nobody = new FastCgiAddress("127.0.0.1:" + FreePorts.next());
    assertThat(cron.run(new Target.FastCgi(nobody, "/x.php", Map.of())).ending().problem())
        .contains("nobody listens there");
    Ending killed = cron.run(script("posix_kill(getmypid(), 9);", Map.of())).ending();
    assertThat(killed.state()).isEqualTo(RunState.FAILED);
    assertThat(killed.problem()).isNotEmpty();
  }

  @Test
  void theTimeLimitIsAFailure() {
    Ran ran = cron.run(script("sleep(2);", Map.of()), Duration.ofMillis(300), GRACE);

    assertThat(ran.ending())
        .isEqualTo(new Ending(RunState.FAILED, OptionalInt.empty(), "timed out after PT0.3S"));
  }

  @Test
  void aStopLetsGoOfIt() throws Exception {
    Path began = data.resolve("began");
    Going going =
        cron.going(script("touch('%s'); sleep(3); echo 'late';".formatted(began), Map.of()));
    await().until(() -> Files.exists(began));

    going.stop.request("admin asked");

    assertThat(going.ending.get(2, TimeUnit.SECONDS))
        .isEqualTo(new Ending(RunState.KILLED, OptionalInt.empty(), "admin asked"));
    assertThat(going.output.excerpt()).isEmpty();
  }

  private static Target.FastCgi script(String php, Map<String, String> fields) {
    Path script = FPM.script("job" + php.hashCode() + ".php", "<?php\n" + php);
    return new Target.FastCgi(new FastCgiAddress(FPM.address()), script.toString(), fields);
  }
}
