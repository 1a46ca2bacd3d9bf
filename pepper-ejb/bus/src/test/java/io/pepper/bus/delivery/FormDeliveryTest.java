package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bus.definition.FormSize;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormDeliveryTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  private static final int MAX = 100_000;

  private final List<DeliveryRequest> sent = new ArrayList<>();

  @Test
  void theSizeIsThatOfTheFormForEveryKindOfPayload() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] payload = payload(random, random.nextInt(300));
      Job accepted = Job.accepted(new JobId(-1), "1".repeat(37), payload);
      Job worn =
          new Job(
              accepted.id(),
              accepted.inTraceId(),
              payload,
              Integer.MAX_VALUE,
              99_999_999_999L,
              Integer.MAX_VALUE,
              "an error that consumers do not get");
      DeliveryRequest parcel = new DeliveryRequest(TOPIC, List.of(worn), "9".repeat(37));
      long form = BusForm.data(parcel).length;

      assertThat(FormSize.frame(TOPIC) + FormSize.of(worn)).isEqualTo(form + 3);
      assertThat(FormSize.of(payload)).isEqualTo(FormSize.of(accepted));
      assertThat(FormSize.upperBound(worn)).isGreaterThanOrEqualTo(FormSize.of(worn));
    }
  }

  @Test
  void theUpperBoundHoldsForTheWorstBytes() {
    for (int b = 0; b < 256; b++) {
      byte[] payload = new byte[1000];
      Arrays.fill(payload, (byte) b);

      assertThat(FormSize.upperBound(payload.length)).isGreaterThanOrEqualTo(FormSize.of(payload));
    }
  }

  @Test
  void noFormIsLargerThanTheLimitAndEveryJobIsInOne() {
    Random random = new Random(11);
    List<Job> jobs =
        IntStream.range(0, 300)
            .mapToObj(i -> job(i, payload(random, random.nextInt(20_000))))
            .filter(job -> FormSize.of(job) < MAX - 1000)
            .toList();

    ConsumerResponse answer = FormDelivery.deliver(parcel(jobs), MAX, this::succeed, () -> {});

    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(answer.results()).isEmpty();
    assertThat(sent).allSatisfy(form -> assertThat(BusForm.data(form)).hasSizeLessThan(MAX));
    assertThat(sent.stream().flatMap(form -> form.jobs().stream())).containsExactlyElementsOf(jobs);
  }

  @Test
  void aJobTooLargeForAFormIsNeverSentAndTheOthersAre() {
    List<Job> jobs = List.of(job(1, bytes(10)), job(2, new byte[20_000]), job(3, bytes(10)));

    ConsumerResponse answer = FormDelivery.deliver(parcel(jobs), MAX, this::succeed, () -> {});

    assertThat(answer.results())
        .extracting(JobResult::result)
        .containsExactly(
            DeliveryResult.SUCCEEDED, DeliveryResult.UNDELIVERABLE, DeliveryResult.SUCCEEDED);
    assertThat(answer.results().get(1).error())
        .contains("as a form for topic queue1/topic1 the job has 160,")
        .contains("more than the 100,000 of its maxFormBytes");
    assertThat(sent.stream().flatMap(form -> form.jobs().stream()))
        .containsExactly(jobs.getFirst(), jobs.getLast());
  }

  @Test
  void aJobThatWasTriedBeforeGoesAlone() {
    List<Job> jobs =
        List.of(job(1, bytes(1)), job(2, bytes(1)), retried(3), retried(4), job(5, bytes(1)));

    ConsumerResponse answer = FormDelivery.deliver(parcel(jobs), MAX, this::succeed, () -> {});

    assertThat(sent)
        .extracting(DeliveryRequest::jobs)
        .containsExactly(
            jobs.subList(0, 2), jobs.subList(2, 3), jobs.subList(3, 4), jobs.subList(4, 5));
    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
  }

  private static Job retried(int id) {
    Job once = job(id, bytes(1)).attemptStarted(Instant.EPOCH).failed("once");
    return once.attemptStarted(Instant.EPOCH);
  }

  @Test
  void aConsumerThatIsAwayIsNotAskedWithTheRest() {
    List<Job> jobs = IntStream.range(0, 5).mapToObj(i -> job(i, new byte[7_000])).toList();

    ConsumerResponse answer =
        FormDelivery.deliver(
            parcel(jobs),
            MAX,
            form -> {
              sent.add(form);
              return sent.size() == 1
                  ? answer(DeliveryResult.FAILED, "no")
                  : answer(DeliveryResult.RETURNED, "away");
            },
            () -> {});

    assertThat(sent).hasSize(2);
    assertThat(answer.results())
        .containsExactly(
            new JobResult(DeliveryResult.FAILED, "no"),
            new JobResult(DeliveryResult.RETURNED, "away"),
            new JobResult(DeliveryResult.RETURNED, "away"),
            new JobResult(DeliveryResult.RETURNED, "away"),
            new JobResult(DeliveryResult.RETURNED, "away"));
  }

  @Test
  void aJobThatIsRefusedDoesNotSpeakForThoseBehindIt() {
    ConsumerResponse answer =
        FormDelivery.deliver(
            parcel(List.of(retried(1), retried(2), retried(3))),
            MAX,
            form -> {
              sent.add(form);
              return answer(
                  sent.size() == 1 ? DeliveryResult.REFUSED : DeliveryResult.SUCCEEDED, "");
            },
            () -> {});

    assertThat(answer.results())
        .extracting(JobResult::result)
        .containsExactly(
            DeliveryResult.REFUSED, DeliveryResult.SUCCEEDED, DeliveryResult.SUCCEEDED);
  }

  @Test
  void formsThatHaveTheirAnswerKeepItWhenAnotherEndsAbnormally() {
    ConsumerResponse answer =
        FormDelivery.deliver(
            parcel(List.of(retried(1), retried(2), retried(3))),
            MAX,
            form -> {
              sent.add(form);
              if (sent.size() == 2) {
                throw new NoClassDefFoundError("as it may happen");
              }
              return answer(DeliveryResult.SUCCEEDED, "");
            },
            () -> {});

    assertThat(answer.results())
        .extracting(JobResult::result)
        .containsExactly(DeliveryResult.SUCCEEDED, DeliveryResult.FAILED, DeliveryResult.SUCCEEDED);
    assertThat(answer.results().get(1).error()).contains("NoClassDefFoundError: as it may happen");
  }

  private ConsumerResponse succeed(DeliveryRequest form) {
    sent.add(form);
    return answer(DeliveryResult.SUCCEEDED, "");
  }

  private static ConsumerResponse answer(DeliveryResult verdict, String error) {
    return ConsumerResponse.none(verdict, error, "", Duration.ZERO);
  }

  private static DeliveryRequest parcel(List<Job> jobs) {
    return new DeliveryRequest(TOPIC, jobs, "7-0-12017");
  }

  private static Job job(int id, byte[] payload) {
    return Job.accepted(new JobId(-1000 - id), "1-0-0", payload);
  }

  private static byte[] bytes(int length) {
    return "x".repeat(length).getBytes(UTF_8);
  }

  /** Text, binary, or the characters that are escaped. */
  private static byte[] payload(Random random, int length) {
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    int kind = random.nextInt(3);
    for (int i = 0; i < length && kind > 0; i++) {
      payload[i] =
          (byte)
              (kind == 1
                  ? "{}\"\\<>&\n\t +/%=?;".charAt(payload[i] & 15)
                  : 'a' + (payload[i] & 15));
    }
    return kind == 2 ? ("中\u2028é" + new String(payload, UTF_8)).getBytes(UTF_8) : payload;
  }
}
