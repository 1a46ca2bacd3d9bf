package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailedJobsTest {
  static Stream<String> unreadable() {
    return Stream.of(
        "[\"17\"][\"18\"]",
        "[\"17\"]\n[\"18\"]\n",
        "{\"17\":\"a\"}{\"18\":\"b\"}",
        "[\"17\"] Warning: something is deprecated",
        "[\"17\"",
        "\"17\"",
        "",
        "[".repeat(2000) + "]".repeat(2000),
        "{\"17\":" + "[".repeat(2000) + "]".repeat(2000) + "}",
        "[" + "1".repeat(1200) + "]",
        "{\"17\":" + "1".repeat(1200) + ".5}");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aBodyThatIsMoreOrLessThanOneListNamesNobody(String body) {
    assertThatThrownBy(() -> failed(body)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"17\"]", " [\"17\"]\n", "[17]", "{\"17\":\"no\"}\r\n\t "})
  void oneListIsRead(String body) {
    assertThat(failed(body).results())
        .extracting(JobResult::result)
        .containsExactly(DeliveryResult.FAILED, DeliveryResult.SUCCEEDED);
  }

  private static ConsumerResponse failed(String body) {
    ConsumerResponse done = ConsumerResponse.none(DeliveryResult.SUCCEEDED, "", "", Duration.ZERO);
    return FailedJobs.read("body", body.getBytes(UTF_8), false).applyTo(done, jobs());
  }

  private static List<Job> jobs() {
    return Stream.of(17L, 18L)
        .map(id -> Job.accepted(new JobId(id), "t", "x".getBytes(UTF_8)))
        .toList();
  }
}
