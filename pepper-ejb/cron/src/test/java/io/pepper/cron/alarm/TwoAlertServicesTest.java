package io.pepper.cron.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.concurrent.Backoff;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.fixtures.EtcdServer;
import io.pepper.settings.Settings;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one etcd. */
class TwoAlertServicesTest {
  private static final NotificationIntervals QUICK =
      new NotificationIntervals(
          new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
          Duration.ofMinutes(5),
          Duration.ofMillis(100));
  private static final Duration SOON = Duration.ofSeconds(60);

  private final EtcdServer etcd = new EtcdServer().start();
  private final WebhookServer hooks = new WebhookServer();
  private final Map<JobName, CronJob> jobs = new ConcurrentHashMap<>();
  private final Set<String> members = ConcurrentHashMap.newKeySet();
  private final Node one = new Node("n1");
  private final Node two = new Node("n2");

  /** A node as far as its alarms go. */
  private final class Node implements AutoCloseable {
    final Coordination coordination;
    final AlertService bell;
    private final String name;

    Node(String name) {
      this.name = name;
      Settings settings =
          Settings.of(Map.of("pepper.node", name, "pepper.coordination", etcd.setting()));
      coordination = Coordinations.open(settings);
      bell = new AlertService(coordination, null, settings, Clock.systemUTC(), QUICK);
      members.add(name);
      bell.open(job -> Optional.ofNullable(jobs.get(job)), members::contains);
    }

    @Override
    public void close() {
      bell.close();
      coordination.close();
      members.remove(name);
    }
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    hooks.close();
    etcd.close();
  }

  private CronJob hooked(String name) {
    CronJob job = JobWithAlarms.hooked(name, hooks);
    jobs.put(job.name(), job);
    return job;
  }

  @Test
  void raiseEachAlarmOnce() {
    for (CronJob job : IntStream.range(0, 50).mapToObj(i -> hooked("job" + i)).toList()) {
      for (int again = 0; again < 3; again++) {
        one.bell.ended(job, JobWithAlarms.failed(job));
        two.bell.ended(job, JobWithAlarms.failed(job));
        one.bell.notStarted(job, JobWithAlarms.NOMINAL);
        two.bell.notStarted(job, JobWithAlarms.NOMINAL);
      }
    }
    CronJob last = hooked("last");
    await().atMost(SOON).until(() -> hooks.accepted.size() == 100);
    one.bell.ended(last, JobWithAlarms.failed(last));

    await().atMost(SOON).until(() -> hooks.accepted.size() > 100);
    assertThat(hooks.accepted).hasSize(101);
    assertThat(
            hooks.accepted.stream()
                .map(told -> told.getString("job") + " " + told.getString("event")))
        .doesNotHaveDuplicates();
  }

  @Test
  void oneTellsTheRecoveryFromWhatTheOtherRaised() {
    CronJob job = hooked("job1");
    one.bell.ended(job, JobWithAlarms.failed(job));
    await().atMost(SOON).until(() -> hooks.events().equals(List.of("failed")));

    // The other hears of it a moment later; until it has, a success is nothing special to it.
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          two.bell.ended(job, JobWithAlarms.succeeded(job));
          assertThat(hooks.events()).containsExactly("failed", "recovered");
        });
    assertThat(two.coordination.list("cron/alarms/").entries()).isEmpty();
  }

  @Test
  void oneTellsWhatTheOtherDiedWith() {
    CronJob job = hooked("job1");
    hooks.answeringAlways(500);
    one.bell.ended(job, JobWithAlarms.failed(job));
    await().atMost(SOON).until(() -> hooks.refused.size() > 3);
    JsonObject refused = hooks.refused.getFirst();

    one.close();
    hooks.answeringAlways(0);

    await().atMost(SOON).untilAsserted(() -> assertThat(hooks.accepted).containsExactly(refused));
    await()
        .atMost(SOON)
        .until(() ->
            !new String(two.coordination.get("cron/alarms/job1").orElseThrow().value())
                .contains("notice"));
  }

  @Test
  void whatHappensWhileEtcdIsAwayIsToldAfterwards() {
    CronJob job = hooked("job1");
    etcd.kill();

    one.bell.ended(job, JobWithAlarms.failed(job));
    one.bell.ended(job, JobWithAlarms.succeeded(job));
    etcd.start();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(hooks.events()).containsExactly("failed", "recovered"));
  }
}
