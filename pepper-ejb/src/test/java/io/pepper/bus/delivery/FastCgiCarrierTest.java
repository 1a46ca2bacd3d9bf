package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bus.definition.Delivery;
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

class FastCgiCarrierTest {
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
    "404, RETURNED, 'the consumer does not know the topic (Code 404); body: said'",
    "500, FAILED, 'the consumer answered Code 500, Error-Code 7; body: said'",
    "400, FAILED, 'the consumer answered Code 400, Error-Code 7; body: said'",
    "502, FAILED, 'the consumer answered Code 502, Error-Code 7; body: said'",
    "2000, FAILED, 'the consumer answered Code 2000, Error-Code 7; body: said'"
  })
  void headerCodeAloneDecides(String code, Verdict verdict, String error) {
    Answer answer =
        run(
            "http_response_code(503); header('Code: "
                + code
                + "'); header('Error-Code: 7'); echo 'said';");

    assertThat(answer.verdict()).isEqualTo(verdict);
    assertThat(answer.error()).isEqualTo(error);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.errorCode()).isEqualTo("7");
    assertThat(answer.text()).isEqualTo("said");
    assertThat(answer.duration()).isPositive();
  }

  @Test
  void sendsWhatConsumersReadAndWhatPepperAdds() {
    Answer answer =
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
    Answer answer = run("error_log('noise'); header('Code: 200'); echo $undefined; echo 'ok';");

    assertThat(answer.verdict()).isEqualTo(Verdict.SUCCEEDED);
    assertThat(answer.stderr()).contains("noise", "Undefined variable $undefined");
  }

  @Test
  void aFatalErrorIsAFailureWithPhpsOwnWords() {
    Answer answer = run("nonsense();");

    assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(answer.error())
        .startsWith("the answer has no header Code (Status 500 Internal Server Error)")
        .contains("Call to undefined function nonsense()");
  }

  @Test
  void anEmptyAnswerIsAFailure() {
    assertThat(run("exit;").error()).isEqualTo("the answer has no header Code");
  }

  @Test
  void aMissingScriptIsAFailureThatNamesTheCause() {
    Answer answer = carrier(FPM.address(), "/nowhere/job.php").deliver(parcel(), LIMIT);

    assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(answer.error()).contains("Status 404", "File not found.", "Primary script unknown");
  }

  @Test
  void nobodyListeningIsNoAttempt() {
    Answer answer = carrier("127.0.0.1:" + FreePorts.next(), "/job.php").deliver(parcel(), LIMIT);

    assertThat(answer.verdict()).isEqualTo(Verdict.RETURNED);
    assertThat(answer.error()).contains("nobody listens there");
  }

  @Test
  void theTimeLimitIsAFailedAttempt() {
    Answer answer = run("sleep(3);", Duration.ofMillis(200));

    assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(answer.error()).endsWith("did not answer within the time limit of 200 ms");
    assertThat(answer.duration()).isBetween(Duration.ofMillis(190), Duration.ofMillis(1500));
  }

  @Test
  void aChildKilledInMidJobIsAFailedAttempt() {
    Answer answer = run("posix_kill(getmypid(), 9);");

    assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
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
  void aPingIsGoodWhenBodyOrHeaderListsTheTopic(String body, String header, Verdict verdict) {
    String php =
        """
        header('Code: 200');
        header('Consume-Topics: %s');
        if ($_POST['type'] === 'ping' && $_POST['IS_PEPPER_BUS_REQUEST'] === 'true') echo "%s";
        """
            .formatted(header, body);

    Answer answer = carrier(FPM.address(), script(php)).ping(TOPIC, LIMIT);

    assertThat(answer.verdict()).isEqualTo(verdict);
  }

  @Test
  void aPingThatFailsSaysWhatCameBack() {
    Answer answer =
        carrier(FPM.address(), script("header('Code: 500'); echo 'no';")).ping(TOPIC, LIMIT);

    assertThat(answer.verdict()).isEqualTo(Verdict.RETURNED);
    assertThat(answer.error()).isEqualTo("ping failed: Code 500; body: no");
  }

  @Test
  void carriesAJobOfSeveralMegabytes() {
    byte[] payload = "x".repeat(3_000_000).getBytes(UTF_8);
    Parcel parcel = new Parcel(TOPIC, List.of(Job.accepted(job().id(), "t", payload)), "o");

    Answer answer =
        carrier(
                FPM.address(),
                script(
                    "header('Code: 200'); echo strlen(json_decode($_POST['jobs'])[0]->content);"))
            .deliver(parcel, LIMIT);

    assertThat(answer.text()).isEqualTo("3000000");
  }

  private static Answer run(String php) {
    return run(php, LIMIT);
  }

  private static Answer run(String php, Duration limit) {
    return carrier(FPM.address(), script(php)).deliver(parcel(), limit);
  }

  /** A new name each time would do as well; opcache is off in this pool. */
  private static String script(String php) {
    Path script = FPM.script("job.php", "<?php\n" + php);
    return script.toString();
  }

  private static Carrier carrier(String address, String script) {
    return new FastCgiCarrier(CLIENT, new Delivery.FastCgi(new FastCgiAddress(address), script));
  }

  private static Parcel parcel() {
    return new Parcel(TOPIC, List.of(job()), "7-0-12017");
  }

  private static Job job() {
    return new Job(
        JobId.parse("13613428983021453313"), "1-0-0", "payload 中&=".getBytes(UTF_8), 2, 5, 0, "");
  }
}
