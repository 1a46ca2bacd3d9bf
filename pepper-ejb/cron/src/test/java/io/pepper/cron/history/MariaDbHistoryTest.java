package io.pepper.cron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunState;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.fixtures.MariaDbServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MariaDbHistoryTest extends HistoryContract {
  private MariaDbServer server;

  @BeforeAll
  void startServer() {
    server = new MariaDbServer().start();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @Override
  Map<String, String> database() {
    return Map.of(
        "pepper.database", server.url(),
        "pepper.database.user", server.user(),
        "pepper.database.password", server.password());
  }

  @Test
  void keepsRunsWhileTheDatabaseIsGoneUpToTheLimit() {
    server.kill();
    try {
      for (int i = 0; i < 21_000; i++) {
        history.record(run("%05x.1".formatted(i), RunState.RUNNING));
        history.record(run("%05x.1".formatted(i), RunState.SUCCEEDED));
      }
      assertThatThrownBy(() -> history.latest(REPORT, Optional.empty(), 1))
          .isInstanceOf(DatabaseUnavailableException.class);
      assertThatThrownBy(() -> history.markLost(MEMBER, NOON))
          .isInstanceOf(DatabaseUnavailableException.class);
    } finally {
      server.start();
    }
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreException(DatabaseUnavailableException.class)
        .until(() -> all().succeeded() >= 20_000);
    long dropped = history.dropped();
    settle();
    assertThat(all().succeeded()).as("a batch was on its way").isBetween(20_000L, 20_500L);
    assertThat(dropped)
        .isBetween(2 * (21_000 - all().succeeded()), 2 * (21_000 - all().succeeded()) + 1);
    assertThat(number("SELECT kept FROM pepper_cron_total WHERE job = 'nightly.report'"))
        .isEqualTo(all().succeeded());
  }

  @Test
  void countsEveryRunOnceThoughTheDatabaseIsKilledAgainAndAgain() throws Exception {
    AtomicInteger recorded = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    Thread cron =
        Thread.ofVirtual()
            .start(() -> {
              while (!enough.get()) {
                int i = recorded.incrementAndGet();
                history.record(run("%06x.1".formatted(i), RunState.RUNNING));
                history.record(run("%06x.1".formatted(Math.max(1, i - 50)), RunState.SUCCEEDED));
                LockSupport.parkNanos(1_000_000);
              }
            });
    try {
      long before = 0;
      for (int kills = 1; kills <= 4; kills++) {
        long enoughForNow = before + 100;
        before =
            await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .ignoreException(DatabaseUnavailableException.class)
                .until(() -> all().succeeded(), count -> count > enoughForNow);
        server.kill();
        server.start();
      }
    } finally {
      enough.set(true);
      cron.join();
    }
    for (int i = 1; i <= recorded.get(); i++) {
      history.record(run("%06x.1".formatted(i), RunState.SUCCEEDED));
    }
    settle();

    assertThat(history.dropped()).isZero();
    assertThat(all()).isEqualTo(new RunCounts(recorded.get(), 0, 0, 0, 0));
    assertThat(number("SELECT COUNT(*) FROM pepper_cron_run WHERE state = 'SUCCEEDED'"))
        .isEqualTo(recorded.get());
    assertThat(history.membersWithRunningRuns()).isEmpty();
  }
}
