package io.pepper.config;

import io.pepper.concurrent.Threads;
import io.pepper.config.cluster.RecordRenewal;
import io.pepper.config.cluster.UnrecordedPublishes;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.RenewalStatus;
import io.pepper.config.history.HistoryRenewal;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.secret.SecretRenewal;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.definition.InvalidDefinitionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The encryption of all secrets with the first key, on a thread of its own, one run at a time. */
final class SecretRotation {
  private static final Logger LOG = System.getLogger(SecretRotation.class.getName());
  private static final Duration RECORDING_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration RECORDING_CHECKS = Duration.ofMillis(200);

  private final SecretKeys keys;
  private final RecordRenewal records;
  private final HistoryRenewal history;
  private final UnrecordedPublishes unrecorded;
  private final Clock clock;

  // Guarded by this object's lock.
  private SecretRenewal renewal;
  private Instant started;
  private Instant ended;
  private String problem;

  SecretRotation(
      SecretKeys keys,
      RecordRenewal records,
      UnrecordedPublishes unrecorded,
      HistoryRenewal history,
      Clock clock) {
    this.keys = keys;
    this.records = records;
    this.history = history;
    this.unrecorded = unrecorded;
    this.clock = clock;
  }

  synchronized RenewalStatus start() {
    if (keys.current().isEmpty()) {
      throw new InvalidDefinitionException(
          "", "there is no key to encrypt with: set pepper.config.secrets.keys or .file");
    }
    if (started == null || ended != null) {
      SecretRenewal run = new SecretRenewal(keys);
      renewal = run;
      started = clock.instant();
      ended = null;
      problem = null;
      Threads.platform("pepper-config-rotation").start(() -> run(run));
    }
    return status().orElseThrow();
  }

  private void run(SecretRenewal run) {
    try {
      records.run(run);
      awaitRecorded();
      history.run(run);
      LOG.log(
          Level.INFO,
          "secrets of the configuration are encrypted with key {0}: {1} were not before, {2} cannot be decrypted",
          keys.current().orElseThrow(),
          run.renewed(),
          run.unreadable());
      end(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end("interrupted, Pepper stops");
    } catch (CoordinationUnavailableException | DatabaseUnavailableException e) {
      LOG.log(Level.WARNING, "not all secrets are encrypted anew: {0}", e.getMessage());
      end(e.getMessage());
    } catch (RuntimeException e) {
      // Edge: a thread of its own, whose end must be seen.
      LOG.log(Level.ERROR, "not all secrets are encrypted anew", e);
      end("it failed, the log says why");
    }
  }

  /** Waits until the history has what waits for it: it may hold secrets as they were before. */
  private void awaitRecorded() throws InterruptedException {
    Map<DomainName, List<DomainRevision>> waiting = unrecorded.all();
    long end = System.nanoTime() + RECORDING_TIMEOUT.toNanos();
    while (waiting.entrySet().stream().anyMatch(this::isWaiting)) {
      if (System.nanoTime() - end >= 0) {
        throw new DatabaseUnavailableException(
            "publishes still wait to be recorded in the history: try again later", null);
      }
      Thread.sleep(RECORDING_CHECKS);
    }
  }

  private boolean isWaiting(Map.Entry<DomainName, List<DomainRevision>> domain) {
    Set<Long> versions =
        domain.getValue().stream()
            .map(each -> each.revision().version())
            .collect(Collectors.toSet());
    return unrecorded
        .of(domain.getKey())
        .anyMatch(each -> versions.contains(each.revision().version()));
  }

  private synchronized void end(String why) {
    ended = clock.instant();
    problem = why;
  }

  synchronized Optional<RenewalStatus> status() {
    return Optional.ofNullable(renewal)
        .map(run ->
            new RenewalStatus(
                started,
                Optional.ofNullable(ended),
                run.renewed(),
                run.unreadable(),
                Optional.ofNullable(problem)));
  }
}
