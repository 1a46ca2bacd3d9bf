package io.pepper.cron.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.JobName;
import io.pepper.fixtures.EtcdServer;
import io.pepper.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class AlertStoreTest {
  private static final JobName JOB = new JobName("job");
  private static final AlertState FAILED = new AlertState(Set.of(Event.FAILED), true, List.of());
  private static final AlertState LATE = new AlertState(Set.of(Event.LATE), true, List.of());

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
  }

  @Test
  void hearsWhatABackupOfEtcdBroughtBack() {
    try (EtcdServer etcd = new EtcdServer().start();
        Coordination coordination = open(etcd);
        AlertStore book = new AlertStore(coordination)) {
      book.open();
      book.change(JOB, before -> FAILED);
      etcd.stop();
      etcd.backUp();
      etcd.start();
      soon().ignoreExceptions().until(() -> book.change(JOB, before -> LATE).equals(LATE));
      soon().until(() -> book.cachedState(JOB).equals(LATE));

      etcd.stop();
      etcd.restore();
      etcd.start();

      soon().until(() -> book.cachedState(JOB).equals(FAILED));
      assertThat(book.state(JOB)).isEqualTo(FAILED);
    }
  }

  private static Coordination open(EtcdServer etcd) {
    return Coordinations.open(
        Settings.of(
            Map.of(
                "pepper.coordination",
                etcd.setting(),
                // A watch that goes on from a revision that is not there yet says nothing.
                "pepper.coordination.reconcile",
                "PT2S")));
  }
}
