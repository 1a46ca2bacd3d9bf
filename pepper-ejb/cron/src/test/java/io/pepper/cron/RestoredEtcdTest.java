package io.pepper.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.Queues;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.catalog.JobChangeListener;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Trigger;
import io.pepper.fixtures.EtcdServer;
import io.pepper.job.QueueName;
import io.pepper.settings.Settings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is defined, when etcd is restored from a backup beneath a node that runs. */
class RestoredEtcdTest {
  /** Changes that the backup does not know, which take the revisions further than what follows. */
  private static final int LOST = 30;

  private static final JobName JOB = new JobName("job");
  private static final JobName LATER_JOB = new JobName("later");
  private static final JobName REMOVED_JOB = new JobName("removed");
  private static final QueueName QUEUE = new QueueName("queue");
  private static final QueueName LATER_QUEUE = new QueueName("later");
  private static final QueueName REMOVED_QUEUE = new QueueName("removed");

  private final EtcdServer etcd = new EtcdServer().start();
  private Coordination coordination;
  private CronJobs jobs;
  private Queues queues;

  @BeforeEach
  void open() {
    coordination =
        Coordinations.open(
            Settings.of(
                Map.of(
                    "pepper.coordination",
                    etcd.setting(),
                    // A watch that goes on from a revision that is not there yet says nothing.
                    "pepper.coordination.reconcile",
                    "PT2S")));
    queues = new Queues(coordination, () -> {});
    queues.open();
    jobs = new CronJobs(coordination, Clock.systemUTC(), job -> {});
    jobs.open(
        new JobChangeListener() {
          @Override
          public void jobChanged(JobName name) {}

          @Override
          public void jobRemoved(JobName name) {}
        });
  }

  @AfterEach
  void close() {
    jobs.close();
    queues.close();
    coordination.close();
    etcd.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
  }

  @Test
  void holdsWhatTheBackupHolds() {
    define(JOB, QUEUE, 1);
    restart(etcd::backUp);
    for (int i = 2; i < LOST; i++) {
      define(JOB, QUEUE, i);
    }
    define(LATER_JOB, LATER_QUEUE, 1);
    define(REMOVED_JOB, REMOVED_QUEUE, 1);
    assertThat(jobs.remove(REMOVED_JOB)).isTrue();
    assertThat(queues.remove(REMOVED_QUEUE)).isTrue();

    restart(etcd::restore);

    soon().untilAsserted(() -> assertDefined(JOB, QUEUE, 1));
    soon().until(() -> jobs.find(LATER_JOB).isEmpty() && queues.find(LATER_QUEUE).isEmpty());
    define(JOB, QUEUE, 40);
    assertDefined(JOB, QUEUE, 40);
    define(REMOVED_JOB, REMOVED_QUEUE, 41);
    assertDefined(REMOVED_JOB, REMOVED_QUEUE, 41);
  }

  /** Before this node has noticed that etcd was restored. */
  @Test
  void isInForceAsSoonAsItIsDefined() {
    restart(etcd::backUp);
    for (int i = 1; i < LOST; i++) {
      define(JOB, QUEUE, i);
    }

    restart(etcd::restore);

    define(JOB, QUEUE, 40);
    assertDefined(JOB, QUEUE, 40);
  }

  private void restart(Runnable meanwhile) {
    etcd.stop();
    meanwhile.run();
    etcd.start();
    soon()
        .ignoreExceptions()
        .until(() -> {
          coordination.check();
          coordination.get("anything");
          return true;
        });
  }

  private void define(JobName job, QueueName queue, int number) {
    jobs.define(
        job,
        object(
            "{'schedule':'%d 3 * * *','run':{'type':'command','command':['true']}}"
                .formatted(number)));
    queues.define(queue, object("{'password':'secret','maxLength':%d}".formatted(number)));
  }

  private static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  private void assertDefined(JobName job, QueueName queue, int number) {
    assertThat(jobs.find(job).map(CronJob::trigger))
        .hasValueSatisfying(trigger ->
            assertThat(((Trigger.Scheduled) trigger).schedule().text())
                .isEqualTo(number + " 3 * * *"));
    assertThat(queues.find(queue).map(QueueDefinition::maxLength)).contains((long) number);
  }
}
