package io.pepper.cron.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.RunningBus;
import io.pepper.concurrent.Backoff;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunState;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.settings.Settings;
import jakarta.json.Json;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node, alone: the embedded coordination and bus. */
class AlertServiceTest {
  private static final NotificationIntervals QUICK =
      new NotificationIntervals(
          new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
          Duration.ofMinutes(5),
          Duration.ofMillis(50));
  private static final NotificationIntervals BRIEF =
      new NotificationIntervals(QUICK.retry(), Duration.ofMillis(200), QUICK.sweep());

  @TempDir Path data;
  private final WebhookServer hooks = new WebhookServer();
  private final LogLines log = new LogLines();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<JobName, CronJob> jobs = new ConcurrentHashMap<>();
  private final List<AlertService> bells = new ArrayList<>();
  private Settings settings;
  private Coordination coordination;
  private RunningBus bus;

  @BeforeEach
  void open() {
    settings = Settings.of(Map.of("pepper.data", data.toString(), "pepper.node", "n1"));
    coordination = Coordinations.open(settings);
    bus = new RunningBus(settings, coordination);
  }

  @AfterEach
  void close() {
    bells.forEach(AlertService::close);
    bus.close();
    coordination.close();
    hooks.close();
    log.close();
  }

  private AlertService bell(NotificationIntervals pace) {
    return bell(pace, coordination);
  }

  private AlertService bell(NotificationIntervals pace, Coordination with) {
    AlertService bell = new AlertService(with, bus.jobs(), settings, Clock.systemUTC(), pace);
    bells.add(bell);
    bell.open(name -> Optional.ofNullable(jobs.get(name)), "n1"::equals);
    return bell;
  }

  private CronJob defined(CronJob job) {
    jobs.put(job.name(), job);
    return job;
  }

  private CronJob hooked(String name) {
    return defined(JobWithAlarms.hooked(name, hooks));
  }

  private List<Coordination.Entry> kept() {
    return coordination.list("cron/alarms/").entries();
  }

  /** Has anything that was before been dealt with. */
  private void settle(AlertService bell, CronJob job) {
    CronJob marker = hooked(job.name() + "-marker");
    bell.ended(marker, JobWithAlarms.failed(marker));
    await()
        .until(() ->
            hooks.accepted.stream()
                .anyMatch(told -> told.getString("job").equals(marker.name().value())));
  }

  @Test
  void tellsAFailureOnceAndTheRecovery() {
    AlertService bell = bell(QUICK);
    CronJob job = hooked("job1");

    bell.started(job, JobWithAlarms.started(job, Duration.ZERO));
    bell.ended(job, JobWithAlarms.failed(job));
    await().untilAsserted(() -> assertThat(hooks.events()).containsExactly("failed"));
    bell.started(job, JobWithAlarms.started(job, Duration.ZERO));
    bell.ended(job, JobWithAlarms.failed(job));
    bell.ended(job, JobWithAlarms.ended(job, RunState.LOST, 0, ""));
    bell.ended(job, JobWithAlarms.succeeded(job));
    await().untilAsserted(() -> assertThat(hooks.events()).containsExactly("failed", "recovered"));
    bell.ended(job, JobWithAlarms.succeeded(job));
    bell.ended(job, JobWithAlarms.ended(job, RunState.LOST, 0, ""));

    await()
        .untilAsserted(
            () -> assertThat(hooks.events()).containsExactly("failed", "recovered", "failed"));
    assertThat(hooks.accepted.getFirst().getString("text"))
        .isEqualTo("job job1 failed on node n1: exit code 3");
    assertThat(hooks.keys.getFirst()).isEqualTo(hooks.accepted.getFirst().getString("id"));
  }

  @Test
  void tellsLateSkippedAndNotStartedOccurrencesOnce() {
    AlertService bell = bell(QUICK);
    CronJob job = hooked("job1");

    for (int i = 0; i < 3; i++) {
      bell.notStarted(job, JobWithAlarms.NOMINAL);
      bell.skipped(job, JobWithAlarms.ended(job, RunState.SKIPPED, 0, "still running"));
      bell.started(job, JobWithAlarms.started(job, Duration.ofSeconds(31)));
    }
    bell.started(job, JobWithAlarms.started(job, Duration.ofSeconds(30)));
    bell.ended(job, JobWithAlarms.succeeded(job));

    await()
        .untilAsserted(() ->
            assertThat(hooks.events())
                .containsExactly("notStarted", "skipped", "late", "recovered"));
    await().untilAsserted(() -> assertThat(kept()).isEmpty());
  }

  @Test
  void whatSomebodyKilledIsNoFailure() {
    AlertService bell = bell(QUICK);
    CronJob job = hooked("job1");

    bell.ended(job, JobWithAlarms.ended(job, RunState.KILLED, 143, ""));
    settle(bell, job);

    assertThat(hooks.events()).containsExactly("failed");
  }

  @Test
  void whatIsOrdinaryForAHealthyJobCostsNothing() {
    AlertService bell = bell(QUICK, counted());
    CronJob sick = hooked("sick");
    bell.ended(sick, JobWithAlarms.failed(sick));
    await().until(() -> hooks.events().equals(List.of("failed")));
    await().until(() -> !new String(kept().getFirst().value()).contains("notice"));
    int before = calls.get();

    CronJob job = hooked("job1");
    for (int i = 0; i < 1000; i++) {
      bell.started(job, JobWithAlarms.started(job, Duration.ZERO));
      bell.ended(job, JobWithAlarms.succeeded(job));
      bell.started(sick, JobWithAlarms.started(sick, Duration.ZERO));
    }
    bell.ended(sick, JobWithAlarms.succeeded(sick));
    await().until(() -> hooks.events().equals(List.of("failed", "recovered")));
    await().until(() -> kept().isEmpty());

    // Recovered: read and write, and again when it was told.
    assertThat(calls.get() - before).isEqualTo(4);
  }

  private Coordination counted() {
    return (Coordination)
        Proxy.newProxyInstance(
            Coordination.class.getClassLoader(),
            new Class<?>[] {Coordination.class},
            (proxy, method, arguments) -> {
              calls.incrementAndGet();
              try {
                return method.invoke(coordination, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void triesAgainAndComplainsOnceWithoutTheSecret() {
    hooks.answering(500, 503, 302, 404);
    AlertService bell = bell(QUICK);
    CronJob job = hooked("job1");

    bell.ended(job, JobWithAlarms.failed(job));

    await().untilAsserted(() -> assertThat(hooks.events()).containsExactly("failed"));
    assertThat(hooks.refused).hasSize(4).allMatch(hooks.accepted.getFirst()::equals);
    await().untilAsserted(() -> assertThat(log.containing("again")).hasSize(2));
    assertThat(log.containing("HTTP status 500")).hasSize(1);
    assertThat(log.all()).noneMatch(line -> line.contains(WebhookServer.SECRET));
  }

  @Test
  void whatCannotBeToldIsGivenUpCountedAndLogged() {
    hooks.answeringAlways(500);
    AlertService bell = bell(BRIEF);
    CronJob job = hooked("job1");

    bell.ended(job, JobWithAlarms.failed(job));

    await().untilAsserted(() -> assertThat(bell.lost()).isEqualTo(1));
    assertThat(log.containing("is lost")).hasSize(1);
    await()
        .untilAsserted(
            () -> assertThat(new String(kept().getFirst().value())).doesNotContain("notice"));
  }

  @Test
  void noticesOfAJobArriveInTheirOrder() {
    hooks.answering(500, 500, 500, 500);
    AlertService bell = bell(QUICK);
    CronJob job = hooked("job1");

    for (int i = 0; i < 3; i++) {
      bell.ended(job, JobWithAlarms.failed(job));
      bell.ended(job, JobWithAlarms.succeeded(job));
    }

    await()
        .untilAsserted(() ->
            assertThat(hooks.events())
                .containsExactly(
                    "failed", "recovered", "failed", "recovered", "failed", "recovered"));
  }

  @Test
  void whatWasNotToldBeforeTheEndIsToldAfterTheNextStart() {
    hooks.answeringAlways(500);
    CronJob job = hooked("job1");
    AlertService before = bell(QUICK);
    before.ended(job, JobWithAlarms.failed(job));
    await().until(() -> !hooks.refused.isEmpty());
    before.close();
    hooks.answeringAlways(0);

    bell(QUICK);

    await().untilAsserted(() -> assertThat(hooks.events()).containsExactly("failed"));
    assertThat(hooks.accepted.getFirst()).isEqualTo(hooks.refused.getFirst());
  }

  @Test
  void nothingIsKeptOfAJobThatIsNoMore() {
    AlertService bell = bell(QUICK);
    CronJob removed = hooked("removed");
    CronJob vanished = hooked("vanished");
    CronJob other = hooked("other");
    List.of(removed, vanished, other).forEach(job -> bell.ended(job, JobWithAlarms.failed(job)));
    await().until(() -> hooks.accepted.size() == 3);

    jobs.remove(vanished.name());
    bell.forget(removed.name());

    await()
        .untilAsserted(() ->
            assertThat(kept())
                .extracting(Coordination.Entry::key)
                .containsExactly("cron/alarms/other"));
  }

  @Test
  void tellsAQueueWhatItTellsAWebhook() {
    JobName name = new JobName("job1");
    bus.queues()
        .define(
            new QueueName("alarms"),
            Json.createReader(
                    new StringReader(
                        """
                        {"password":"secret","topics":{"pulled":{"delivery":{"type":"pull"}}}}\
                        """))
                .readObject());
    AlertService bell = bell(QUICK);
    CronJob job =
        defined(
            JobWithAlarms.named(
                name.value(),
                JobWithAlarms.ALL,
                "\"queue\":\"alarms\",\"webhook\":\"" + hooks.url() + "\""));

    bell.ended(job, JobWithAlarms.failed(job));

    await().untilAsserted(() -> assertThat(payloads()).hasSize(1));
    await().untilAsserted(() -> assertThat(hooks.accepted).hasSize(1));
    assertThat(payloads().getFirst()).isEqualTo(hooks.accepted.getFirst().toString());
  }

  private List<String> payloads() {
    return bus
        .jobs()
        .browse(TopicId.of("alarms", "pulled"), JobState.READY, Optional.empty(), 10)
        .jobs()
        .stream()
        .map(listed -> new String(listed.job().payload(), UTF_8))
        .toList();
  }

  @Test
  void aQueueThatIsNotThereYetIsWaitedFor() {
    AlertService bell = bell(BRIEF);
    CronJob job = defined(JobWithAlarms.named("job1", JobWithAlarms.ALL, "\"queue\":\"missing\""));

    bell.ended(job, JobWithAlarms.failed(job));

    await().untilAsserted(() -> assertThat(log.containing("queue missing")).hasSize(1));
    await().untilAsserted(() -> assertThat(bell.lost()).isEqualTo(1));
  }

  @Test
  void mailWithoutAMailServerIsRefusedWithTheRemedy() {
    AlertService bell = bell(QUICK);

    assertThatThrownBy(() ->
            bell.check(
                JobWithAlarms.named("job1", JobWithAlarms.ALL, "\"mail\":[\"ops@example.org\"]")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageStartingWith("alarms.mail:")
        .hasMessageContaining("pepper.mail.host");
    bell.check(hooked("job2"));
  }
}
