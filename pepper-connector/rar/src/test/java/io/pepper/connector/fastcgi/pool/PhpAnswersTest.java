package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static io.pepper.connector.fastcgi.pool.PhpJobs.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.fixtures.PhpFpm;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What scripts do, and what the caller sees (docs/protocol.md, What an answer means). */
class PhpAnswersTest {
  private static PhpFpm fpm;
  private static PooledFastCgiClient client;

  @BeforeAll
  static void start() {
    fpm = PhpFpm.withChildren(2).start();
    client = new PooledFastCgiClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    fpm.close();
  }

  private static FastCgiResponse run(String name, String php, byte[] body) {
    Path script = fpm.script(name + ".php", php);
    return client.exchange(addressOf(fpm), post(script, body), PLENTY);
  }

  @Test
  void standardErrorIsToldApartByWhetherTheAnswerHadBegun() {
    FastCgiResponse before = run("before", "<?php error_log('one'); echo 'x';");
    FastCgiResponse both =
        run(
            "both",
            "<?php error_log('one'); echo str_repeat('x', 9000); error_log('two'); echo 'y';");

    assertThat(before.stderr()).isEqualTo("PHP message: one");
    assertThat(before.stderrSinceAnswer()).isEmpty();
    assertThat(both.stderr()).isEqualTo("PHP message: one; PHP message: two");
    assertThat(both.stderrSinceAnswer()).isEqualTo("; PHP message: two");
  }

  private static FastCgiResponse run(String name, String php) {
    return run(name, php, new byte[0]);
  }

  @Test
  void formFieldsArriveAndHeadersComeBackInAnyCase() {
    FastCgiResponse answer =
        run(
            "form",
            "<?php header('CODE: 200'); header('Error-Code:  0 '); echo $_POST['a'];",
            "a=b%20c".getBytes());

    assertThat(answer.header("Code")).contains("200");
    assertThat(answer.header("error-code")).contains("0");
    assertThat(text(answer)).isEqualTo("b c");
    assertThat(answer.stderr()).isEmpty();
    assertThat(answer.appStatus()).isZero();
  }

  @Test
  void aWarningIsKeptApartFromASuccess() {
    FastCgiResponse answer =
        run("warning", "<?php header('Code: 200'); echo 'ok'; $x = $undefined; error_log('hey');");

    assertThat(answer.header("code")).contains("200");
    assertThat(text(answer)).isEqualTo("ok");
    assertThat(answer.stderr()).contains("Undefined variable $undefined").contains("hey");
  }

  @Test
  void aFatalErrorIsAStatus500WithItsTextOnStderr() {
    FastCgiResponse answer = run("fatal", "<?php header('Code: 200'); noSuchFunction();");

    assertThat(answer.header("status"))
        .hasValueSatisfying(each -> assertThat(each).startsWith("500"));
    assertThat(answer.stderr()).contains("undefined function noSuchFunction()");
  }

  @Test
  void exitWithoutAnythingIsAnEmptyAnswerWithoutCode() {
    FastCgiResponse answer = run("exit", "<?php exit;");

    assertThat(answer.header("code")).isEmpty();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aMissingScriptIsStatus404() {
    Path missing = fpm.folder().resolve("missing.php");

    FastCgiResponse answer = client.exchange(addressOf(fpm), post(missing, ""), PLENTY);

    assertThat(answer.header("status")).contains("404 Not Found");
    assertThat(text(answer)).isEqualTo("File not found.\n");
    assertThat(answer.stderr()).contains("Primary script unknown");
  }

  @Test
  void eightMegabytesGoThereUnharmed() {
    byte[] body = new byte[8 * 1024 * 1024];
    Arrays.fill(body, (byte) 'x');
    body[0] = 'a';
    body[1] = '=';

    FastCgiResponse answer =
        run("large", "<?php echo strlen($_POST['a']), md5($_POST['a']);", body);

    assertThat(text(answer)).startsWith(Integer.toString(body.length - 2)).hasSize(7 + 32);
  }

  @Test
  void tenMegabytesComeBackCutToTheLimitAndTheConnectionStaysGood() {
    FastCgiResponse answer =
        run("long", "<?php for ($i = 0; $i < 160; $i++) echo str_repeat('y', 65536);");

    assertThat(answer.body()).hasSize(PooledFastCgiClient.DEFAULT_BODY_LIMIT).containsOnly('y');
    assertThat(answer.bodyTruncated()).isTrue();
    assertThat(text(run("after", "<?php echo 'fine';"))).isEqualTo("fine");
  }

  @Test
  void aScriptThatAnswersBeforeItReadsBlocksNobody() {
    PhpFpm lazy = PhpFpm.withChildren(1).with("php_admin_value[enable_post_data_reading]", "Off");
    try (lazy) {
      lazy.start();
      Path script =
          lazy.script(
              "both.php",
              """
              <?php while (ob_get_level()) ob_end_flush();
              for ($i = 0; $i < 160; $i++) { echo str_repeat('z', 65536); flush(); }
              """);
      FastCgiRequest request = post(script, new byte[10 * 1024 * 1024]);

      for (int i = 0; i < 3; i++) {
        FastCgiResponse answer = client.exchange(addressOf(lazy), request, PLENTY);
        assertThat(answer.bodyTruncated()).isTrue();
      }
    }
  }

  @Test
  void aFloodOnStderrIsBounded() {
    FastCgiResponse answer =
        run(
            "flood",
            "<?php for ($i = 0; $i < 300; $i++) error_log(str_repeat('e', 1000)); echo 1;");

    assertThat(answer.stderr()).hasSize(64 * 1024);
    assertThat(text(answer)).isEqualTo("1");
  }

  @Test
  void aChunkedAnswerIsPutTogether() {
    FastCgiResponse answer =
        run(
            "chunked",
            """
            <?php header('Transfer-Encoding: chunked');
            echo "5\\r\\nhello\\r\\n6;x=y\\r\\n world\\r\\n0\\r\\n\\r\\n";
            """);

    assertThat(text(answer)).isEqualTo("hello world");
  }

  @Test
  void aBodyThatPhpRefusesToReadLeavesTheConnectionUsable() {
    try (PhpFpm strict =
        PhpFpm.withChildren(1).with("php_admin_value[post_max_size]", "1M").start()) {
      Path script = strict.script("strict.php", "<?php echo count($_POST);");
      byte[] tooMuch = new byte[4 * 1024 * 1024];

      for (int i = 0; i < 5; i++) {
        FastCgiResponse refused = client.exchange(addressOf(strict), post(script, tooMuch), PLENTY);
        assertThat(refused.stderr()).contains("exceeds the limit");
        FastCgiResponse next = client.exchange(addressOf(strict), post(script, "a=1"), PLENTY);
        assertThat(text(next)).isEqualTo("1");
      }
    }
  }
}
