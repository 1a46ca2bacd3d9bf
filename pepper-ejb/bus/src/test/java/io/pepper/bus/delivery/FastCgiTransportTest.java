package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.FormSize;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.fixtures.FreePorts;
import io.pepper.fixtures.PhpFpm;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastCgiTransportTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final FastCgiClient CLIENT = RealFastCgi.client();
  private static final PhpFpm FPM = PhpFpm.withChildren(2);

  @BeforeAll
  static void start() {
    FPM.start();
  }

  @AfterAll
  static void stop() {
    RealFastCgi.close(CLIENT);
    FPM.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, SUCCEEDED, ''",
    "404, REFUSED, 'the consumer does not know the topic, or does not take this job (Code 404); body: said'",
    "500, FAILED, 'the consumer answered Code 500, Error-Code 7; body: said'",
    "400, FAILED, 'the consumer answered Code 400, Error-Code 7; body: said'",
    "502, FAILED, 'the consumer answered Code 502, Error-Code 7; body: said'",
    "2000, FAILED, 'the consumer answered Code 2000, Error-Code 7; body: said'"
  })
  void headerCodeDecides(String code, DeliveryResult verdict, String error) {
    ConsumerResponse answer =
        run(
            "http_response_code(202); header('Code: "
                + code
                + "'); header('Error-Code: 7'); echo 'said';");

    assertThat(answer.result()).isEqualTo(verdict);
    assertThat(answer.error()).isEqualTo(error);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.errorCode()).isEqualTo("7");
    assertThat(answer.text()).isEqualTo("said");
    assertThat(answer.duration()).isPositive();
  }

  @Test
  void sendsWhatConsumersReadAndWhatPepperAdds() {
    ConsumerResponse answer =
        run(
            """
            header('Code: 200');
            echo json_encode(['post' => $_POST, 'server' => $_SERVER,
                'jobs' => json_decode($_POST['jobs'], true)]);
            """);

    assertThat(answer.text())
        .contains("\"IS_PEPPER_BUS_REQUEST\":\"true\"", "\"type\":\"data\"")
        .contains("\"queue\":\"queue1\"", "\"topic\":\"topic1\"", "\"outTraceId\":\"7-0-12017\"")
        .contains("\"id\":\"13613428983021453313\"", "\"content\":\"payload \\u4e2d&=\"")
        .contains("\"RetryTimes\":2")
        .contains("\"PEPPER_JOB_ID\":\"13613428983021453313\"", "\"PEPPER_ATTEMPT\":\"2\"")
        .contains("\"REQUEST_METHOD\":\"POST\"", "\"REQUEST_URI\":\"\\/job.php\"")
        .containsPattern(
            "\"HTTP_TRACEPARENT\":\"00-[0-9a-f]{16}%016x-[0-9a-f]{16}-01\""
                .formatted(job().id().bits()));
  }

  @Test
  void standardErrorDoesNotSpoilASuccess() {
    ConsumerResponse answer =
        run("error_log('noise'); header('Code: 200'); echo $undefined; echo 'ok';");

    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(answer.stderr()).contains("noise", "Undefined variable $undefined");
  }

  @Test
  void aFatalErrorIsAFailureWithPhpsOwnWords() {
    ConsumerResponse answer = run("nonsense();");

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error())
        .startsWith("the answer has no header Code (Status 500 Internal Server Error)")
        .contains("Call to undefined function nonsense()");
  }

  /** Each sends its Code first, as scripts should not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "throw new Exception('boom'); | Status 500 Internal Server Error: PHP Fatal error: Uncaught"
            + " Exception: boom",
        "$a = str_repeat('x', 200 << 20); | PHP Fatal error: Allowed memory size of 134217728 bytes"
            + " exhausted",
        "set_time_limit(1); while (1); | PHP Fatal error: Maximum execution time of 1 second",
        "register_shutdown_function(function () { throw new Exception('late'); }); | PHP Fatal error:"
            + " Uncaught Exception: late",
        "echo str_repeat('x', 5000); throw new Exception('flushed'); | PHP Fatal error: Uncaught"
            + " Exception: flushed",
        "echo str_repeat('x', 5000); register_shutdown_function(function () { error_log('after'); });"
            + " throw new Exception('hidden'); | PHP Fatal error: Uncaught Exception: hidden",
        "ini_set('display_errors', 1); throw new Exception('shown'); | PHP Fatal error: Uncaught"
            + " Exception: shown",
        "http_response_code(202); throw new Exception('accepted'); | PHP Fatal error: Uncaught"
            + " Exception: accepted",
        "ini_set('log_errors', 0); throw new Exception('unlogged'); | Status 500 Internal Server Error",
        "trigger_error('given up', E_USER_ERROR); | PHP Fatal error: given up",
        "http_response_code(503); echo 'busy'; | Status 503 Service Unavailable"
      })
  void aScriptThatDiedAfterItsCodeIsAFailure(String php, String why) {
    ConsumerResponse answer = run("header('Code: 200'); " + php);

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error())
        .startsWith("the consumer sent Code 200 and did not end well: ")
        .contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error_log('PHP Fatal error:  Uncaught Foo in /x.php on line 3'); echo 'ok';",
        "echo str_repeat('x', 5000); error_log('job 7: PHP Fatal error:  Foo in /x.php on line 3');",
        "echo str_repeat('x', 5000); error_log('a warning'); echo $undefined;",
        "exit;",
        "exit(3);",
        "die('bye');",
        "register_shutdown_function(function () { die('in the end'); });",
        "set_exception_handler(function ($e) { echo 'handled'; }); throw new Exception('x');",
        "try { include __DIR__ . '/nowhere.php'; nonsense(); } catch (Error $e) { error_log($e); }"
      })
  void aScriptThatEndsAsItWantsToIsASuccess(String php) {
    assertThat(run("header('Code: 200'); " + php).error()).isEmpty();
  }

  @Test
  void showsWhatEndedTheScriptBeforeAllElseItLogged() {
    ConsumerResponse answer =
        run(
            "error_log(str_repeat('noise ', 120)); header('Code: 200'); throw new Exception('boom');");

    assertThat(answer.error())
        .contains("; stderr: PHP Fatal error:  Uncaught Exception: boom in ")
        .contains("noise noise ".repeat(50));
  }

  @Test
  void aFormThatPhpRefusedIsAFailureWhateverCodeSays() {
    String payload = "x".repeat(9 << 20);
    DeliveryTransport carrier =
        new FastCgiTransport(
            CLIENT,
            new DeliveryMethod.FastCgi(
                new FastCgiAddress(FPM.address()),
                script("header('Code: ' . (count($_POST) ? 500 : 200));")),
            FormSize.MAX_BYTES);
    ConsumerResponse done = carrier.deliver(parcel(payload), LIMIT);
    DeliveryTransport original =
        new FastCgiTransport(
            CLIENT,
            new DeliveryMethod.FastCgi(
                new FastCgiAddress(FPM.address()),
                script("header('Code: 404'); echo count($_POST);")),
            FormSize.MAX_BYTES);
    ConsumerResponse unknown = original.deliver(parcel(payload), LIMIT);

    for (ConsumerResponse answer : List.of(done, unknown)) {
      assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
      assertThat(answer.error())
          .startsWith("PHP refused the form")
          .contains("exceeds the limit of 8388608 bytes", "raise post_max_size", "maxFormBytes");
    }
  }

  @Test
  void ofSeveralCodesTheOneThatSaysNotDoneCounts() {
    assertThat(run("header('Code: 500'); header('Code: 200', false);").code()).isEqualTo("500");
    assertThat(run("header('Code: 200'); header('Code: 500', false);").result())
        .isEqualTo(DeliveryResult.FAILED);
    assertThat(run("header('Code: 500'); header('Code: 200');").result())
        .isEqualTo(DeliveryResult.SUCCEEDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "header('Failed-Jobs: ' . $ids[1]); | FAILED | ",
        "header('Failed-Jobs: ' . implode(',', [$ids[1], $ids[1]])); | FAILED | ",
        "header('Failed-Jobs: body'); echo json_encode([$ids[1]]); | FAILED | ",
        "header('Failed-Jobs: body'); echo json_encode([$ids[1] => 'no address']); | FAILED | : no"
            + " address"
      })
  void aConsumerNamesTheJobsThatFailed(String php, DeliveryResult verdict, String reason) {
    ConsumerResponse answer = batch(php);

    assertThat(answer.results())
        .extracting(JobResult::result)
        .containsExactly(DeliveryResult.SUCCEEDED, verdict, DeliveryResult.SUCCEEDED);
    assertThat(answer.results().get(1).error())
        .isEqualTo(
            "the consumer named the job in Failed-Jobs" + (reason == null ? "" : reason.strip()));
  }

  @Test
  void namingNoJobIsASuccess() {
    assertThat(batch("header('Failed-Jobs: ');").result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(batch("header('Failed-Jobs: body'); echo '[]';").result())
        .isEqualTo(DeliveryResult.SUCCEEDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "header('Failed-Jobs: 77'); | 1 of the ids it names are of no job",
        "header('Failed-Jobs: ' . $ids[0] . ', seven'); | 'seven' is not a job id",
        "header('Failed-Jobs: body'); echo 'oops'; | neither a JSON array",
        "header('Failed-Jobs: body'); echo '7'; | neither a JSON array",
        "header('Failed-Jobs: body'); foreach ($ids as $id) echo json_encode([$id]); | or more",
        "header('Failed-Jobs: body'); echo '[', str_repeat(' ', 70000), ']'; | longer than 65536"
      })
  void nothingCountsAsDoneWhenTheNamesCannotBeRead(String php, String why) {
    ConsumerResponse answer = batch(php);

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.results()).isEmpty();
    assertThat(answer.error()).contains(why);
  }

  /** Sent with Code 200 as a delivery of three jobs. */
  private static ConsumerResponse batch(String php) {
    List<Job> jobs = List.of(withId(new JobId(-4)), withId(new JobId(-5)), withId(new JobId(-6)));
    String ids = "$ids = array_column(json_decode($_POST['jobs'], true), 'id'); ";
    return carrier(FPM.address(), script("header('Code: 200'); " + ids + php))
        .deliver(new DeliveryRequest(TOPIC, jobs, "o"), LIMIT);
  }

  private static Job withId(JobId id) {
    return Job.accepted(id, "t", "x".getBytes(UTF_8));
  }

  private static DeliveryRequest parcel(String payload) {
    return new DeliveryRequest(
        TOPIC, List.of(Job.accepted(job().id(), "t", payload.getBytes(UTF_8))), "o");
  }

  @Test
  void anEmptyAnswerIsAFailure() {
    assertThat(run("exit;").error()).isEqualTo("the answer has no header Code");
  }

  @Test
  void aMissingScriptIsNoAttempt() {
    DeliveryTransport carrier = carrier(FPM.address(), "/nowhere/job.php");

    ConsumerResponse answer = carrier.deliver(parcel(), LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.MISSING);
    assertThat(answer.error()).contains("has no script /nowhere/job.php", "Status 404 Not Found");
    assertThat(carrier.ping(TOPIC, LIMIT).error()).contains("has no script /nowhere/job.php");
  }

  @Test
  void nobodyListeningIsNoAttempt() {
    ConsumerResponse answer =
        carrier("127.0.0.1:" + FreePorts.next(), "/job.php").deliver(parcel(), LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.RETURNED);
    assertThat(answer.error()).contains("nobody listens there");
  }

  @Test
  void theTimeLimitIsAFailedAttempt() {
    ConsumerResponse answer = run("sleep(3);", Duration.ofMillis(200));

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error()).endsWith("did not answer within the time limit of 200 ms");
    assertThat(answer.duration()).isBetween(Duration.ofMillis(190), Duration.ofMillis(1500));
  }

  @Test
  void aChildKilledInMidJobIsAFailedAttempt() {
    ConsumerResponse answer = run("posix_kill(getmypid(), 9);");

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'queue1/topic1', '', SUCCEEDED",
    "'queue1/topic2,queue1/topic1\n', '', SUCCEEDED",
    "'queue1/topic1,', '', SUCCEEDED",
    "'', 'queue1/topic2,queue1/topic1', SUCCEEDED",
    "'queue1/topic11', '', RETURNED",
    "'', '', RETURNED"
  })
  void aPingIsGoodWhenBodyOrHeaderListsTheTopic(
      String body, String header, DeliveryResult verdict) {
    String php =
        """
        header('Code: 200');
        header('Consume-Topics: %s');
        if ($_POST['type'] === 'ping' && $_POST['IS_PEPPER_BUS_REQUEST'] === 'true') echo "%s";
        """
            .formatted(header, body);

    ConsumerResponse answer = carrier(FPM.address(), script(php)).ping(TOPIC, LIMIT);

    assertThat(answer.result()).isEqualTo(verdict);
  }

  @Test
  void aPingThatFailsSaysWhatCameBack() {
    ConsumerResponse answer =
        carrier(FPM.address(), script("header('Code: 500'); echo 'no';")).ping(TOPIC, LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.RETURNED);
    assertThat(answer.error()).isEqualTo("ping failed: Code 500; body: no");
  }

  @Test
  void carriesAJobOfSeveralMegabytes() {
    byte[] payload = "x".repeat(3_000_000).getBytes(UTF_8);
    DeliveryRequest parcel =
        new DeliveryRequest(TOPIC, List.of(Job.accepted(job().id(), "t", payload)), "o");

    ConsumerResponse answer =
        carrier(
                FPM.address(),
                script(
                    "header('Code: 200'); echo strlen(json_decode($_POST['jobs'])[0]->content);"))
            .deliver(parcel, LIMIT);

    assertThat(answer.text()).isEqualTo("3000000");
  }

  private static ConsumerResponse run(String php) {
    return run(php, LIMIT);
  }

  private static ConsumerResponse run(String php, Duration limit) {
    return carrier(FPM.address(), script(php)).deliver(parcel(), limit);
  }

  /** A new name each time would do as well; opcache is off in this pool. */
  private static String script(String php) {
    Path script = FPM.script("job.php", "<?php\n" + php);
    return script.toString();
  }

  private static DeliveryTransport carrier(String address, String script) {
    return new FastCgiTransport(
        CLIENT,
        new DeliveryMethod.FastCgi(new FastCgiAddress(address), script),
        FormSize.DEFAULT_MAX_BYTES);
  }

  private static DeliveryRequest parcel() {
    return new DeliveryRequest(TOPIC, List.of(job()), "7-0-12017");
  }

  private static Job job() {
    return new Job(
        JobId.parse("13613428983021453313"), "1-0-0", "payload 中&=".getBytes(UTF_8), 2, 5, 0, "");
  }
}
