package io.pepper.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobJsonTest {
  private static final JobId ID = JobId.parse("13613426259844415489");
  private static final String TRACE = "13613426259844415488-3221225986-22017";

  @Test
  void writesAFreshJobExactlyAsTheOriginalDoes() {
    assertThat(written(Job.accepted(ID, TRACE, "job <1>&\"x\" 中".getBytes(UTF_8))))
        .isEqualTo(
            "{\"id\":\"13613426259844415489\",\"inTraceId\":\"13613426259844415488-3221225986-22017\","
                + "\"content\":\"job \\u003c1\\u003e\\u0026\\\"x\\\" 中\",\"retrying\":0,"
                + "\"RetryTimes\":0,\"RetryTime\":0,\"IsRetry\":false,\"BeginRetry\":false,"
                + "\"RetryResidueTime\":0}");
  }

  @Test
  void writesAttemptsAndTheLastErrorBehindTheKeysOfTheOriginal() {
    Job job = new Job(ID, "t", "x".getBytes(UTF_8), 3, 1795217947, 2, "no \"answer\"");

    assertThat(written(job))
        .endsWith(
            "\"content\":\"x\",\"retrying\":2,\"RetryTimes\":3,\"RetryTime\":1795217947,"
                + "\"IsRetry\":false,\"BeginRetry\":false,\"RetryResidueTime\":0,"
                + "\"lastError\":\"no \\\"answer\\\"\"}");
    assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
  }

  @Test
  void escapesControlCharactersAndLineSeparatorsAsTheOriginalDoes() {
    String payload = "\u0000\b\t\n\f\r\u001f\u007f\\/\u2028\u2029\u202a";

    assertThat(written(Job.accepted(ID, "", payload.getBytes(UTF_8))))
        .contains(
            "\"content\":\"\\u0000\\u0008\\t\\n\\u000c\\r\\u001f\u007f\\\\/\\u2028\\u2029\u202a\"");
  }

  @Test
  void keepsBytesThatAreNotTextBesideTheirLossyText() {
    byte[] payload = {'a', (byte) 0xff, (byte) 0xc0, (byte) 0x80, 'b', (byte) 0xe4, (byte) 0xb8};
    Job job = Job.accepted(ID, "", payload);

    assertThat(written(job))
        .contains("\"content\":\"a\\ufffd\\ufffd\\ufffdb\\ufffd\\ufffd\"")
        .endsWith(",\"contentBase64\":\"Yf/AgGLkuA==\"}");
    assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
  }

  @Test
  void readsBackAndAgreesWithAnotherReaderOnRandomPayloads() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      Job job = randomJob(random);
      byte[] text = JobJson.write(job);

      assertThat(JobJson.read(text)).isEqualTo(job);
      JsonObject other = Json.createReader(new ByteArrayInputStream(text)).readObject();
      assertThat(other.getString("id")).isEqualTo(job.id().toString());
      if (!other.containsKey("contentBase64")) {
        assertThat(other.getString("content").getBytes(UTF_8)).isEqualTo(job.payload());
      }
    }
  }

  @Test
  void writesTheSameBytesIntoTheMiddleOfABuffer() {
    JobJson json = JobJson.of(Job.accepted(ID, TRACE, "<&>".getBytes(UTF_8)));
    byte[] buffer = new byte[json.length() + 10];

    assertThat(json.writeTo(buffer, 5)).isEqualTo(5 + json.length());
    assertThat(Arrays.copyOfRange(buffer, 5, 5 + json.length()))
        .isEqualTo(JobJson.write(Job.accepted(ID, TRACE, "<&>".getBytes(UTF_8))));
  }

  @Test
  void readsKeysInAnyCaseAndOrderAndIgnoresUnknownOnes() {
    String text =
        " { \"retrytimes\" : 2, \"x\":{\"a\":[1,\"]\",null,{}]}, \"ID\":13613426259844415489,"
            + "\"Content\":\"\\u4e2d\\ud83d\\ude00\\/\", \"RETRYING\":\"4\", \"RetryTime\":null } ";

    Job job = JobJson.read(text.getBytes(UTF_8));

    assertThat(job.id()).isEqualTo(ID);
    assertThat(new String(job.payload(), UTF_8)).isEqualTo("中😀/");
    assertThat(job.attempts()).isEqualTo(2);
    assertThat(job.parked()).isEqualTo(4);
  }

  @Test
  void refusesWhatIsNotAJobAndSaysWhy() {
    for (String text :
        new String[] {
          "",
          "x",
          "{",
          "{}",
          "[]",
          "{\"id\":\"x\"}",
          "{\"id\":\"1\"} y",
          "{\"id\":\"1",
          "{\"id\":}",
          "{\"id\":\"1\\",
          "{\"id\":\"1\\u12\"}",
          "{\"id\":\"1\",\"RetryTimes\":\"often\"}",
          "{\"id\":\"1\",\"contentBase64\":\"*\"}",
          "{\"a\":" + "[".repeat(100_000)
        }) {
      assertThatThrownBy(() -> JobJson.read(text.getBytes(UTF_8)))
          .isInstanceOf(JobFormatException.class)
          .hasMessageMatching("(?s)(it |'x' is not a job id|contentBase64).*");
    }
  }

  @Test
  void keepsAnUnreadableEntryWholeWithTheReason() {
    byte[] text = "not a job".getBytes(UTF_8);
    JobFormatException reason = new JobFormatException("it is odd");

    Job job = JobJson.unreadable(text, reason);

    assertThat(job.payload()).isEqualTo(text);
    assertThat(job.lastError()).contains("could not be read").contains("it is odd");
    assertThat(job.id()).isEqualTo(JobJson.unreadable(text.clone(), reason).id());
    assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
  }

  @Test
  void keepsTheLatestFailureAndShowsItToNoConsumer() {
    Job job =
        Job.accepted(ID, "t", "x".getBytes(UTF_8))
            .attemptStarted(Instant.ofEpochSecond(1795217947))
            .failed("no", "500", Duration.ofMillis(1234));

    assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
    assertThat(new String(JobJson.write(job), UTF_8))
        .endsWith(",\"lastError\":\"no\",\"lastCode\":\"500\",\"lastMillis\":1234}");
    assertThat(new String(JobJson.write(job.forConsumer()), UTF_8)).doesNotContain("last");
  }

  @Test
  void keepsBothEndsOfALongErrorAndReadsThemUnchanged() {
    Job job = Job.accepted(ID, "t", new byte[0]).failed("begin" + "é".repeat(100_000) + "end");

    assertThat(job.lastError())
        .hasSizeLessThanOrEqualTo(Job.MAX_ERROR_LENGTH)
        .startsWith("begin")
        .contains("… 34", "characters are left out here")
        .endsWith("end");
    assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
  }

  @Test
  void readsTheIdAloneOfWhatItWrote() {
    Job job = Job.accepted(ID, "t", "x".getBytes(UTF_8));

    assertThat(JobJson.idOf(JobJson.write(job))).contains(ID);
    assertThat(JobJson.idOf("{\"content\":\"\",\"id\":\"7\"}".getBytes(UTF_8))).isEmpty();
    assertThat(JobJson.idOf("{\"id\":\"7".getBytes(UTF_8))).isEmpty();
    assertThat(JobJson.idOf("{\"id\":\"99999999999999999999999\"}".getBytes(UTF_8))).isEmpty();
  }

  private static Job randomJob(Random random) {
    byte[] payload = new byte[random.nextInt(60)];
    if (random.nextInt(3) == 0) {
      random.nextBytes(payload);
    } else {
      String alphabet = "abcdefghijklmnop0123456789<>&\"\\\n\u2028é中😀";
      StringBuilder text = new StringBuilder();
      int[] points = alphabet.codePoints().toArray();
      for (int i = 0; i < payload.length; i++) {
        text.appendCodePoint(points[random.nextInt(random.nextBoolean() ? 26 : points.length)]);
      }
      payload = text.toString().getBytes(UTF_8);
    }
    return new Job(
        new JobId(random.nextLong()),
        random.nextBoolean() ? TRACE : "",
        payload,
        random.nextInt(9),
        random.nextLong() >>> 1,
        random.nextInt(9),
        random.nextBoolean() ? "" : "e<" + random.nextInt());
  }

  private static String written(Job job) {
    return new String(JobJson.write(job), UTF_8);
  }
}
