package io.pepper.config;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.config.cluster.ConfigTable;
import io.pepper.config.cluster.DomainPublisher;
import io.pepper.config.sync.CallerNetworks;
import io.pepper.config.sync.ChangeNotifier;
import io.pepper.config.sync.ConfigSubscribers;
import io.pepper.config.sync.SyncProtocol;
import io.pepper.config.sync.SyncTimes;
import io.pepper.coordination.Coordination;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Puts the parts of the configuration centre together, and takes them apart. */
@ApplicationScoped
public class Config {
  private static final Duration SILENCE_CHECKS = Duration.ofSeconds(10);

  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Coordination coordination;

  private ChangeNotifier notifier;
  private ConfigTable table;
  private ConfigSubscribers subscribers;
  private SyncProtocol protocol;
  private CallerNetworks networks;
  private ConfigFiles files;
  private PeriodicTask silence;

  @PostConstruct
  void open() {
    StartFailure.guard(this::assemble);
  }

  private void assemble() {
    networks = new CallerNetworks(settings);
    DomainListeners listeners = new DomainListeners();
    notifier =
        new ChangeNotifier(domain -> {
          subscribers.domainChanged(domain);
          listeners.changed(domain);
        });
    table = new ConfigTable(coordination, notifier::changed);
    subscribers = new ConfigSubscribers(table::find, clock);
    protocol = new SyncProtocol(subscribers, SyncTimes.DEFAULT, clock);
    files = new ConfigFiles(table, new DomainPublisher(table, clock), listeners);
    silence =
        PeriodicTask.every(
            Threads.virtual("pepper-config-silence"),
            SILENCE_CHECKS,
            () -> subscribers.removeSilent(SyncTimes.DEFAULT.silence()));
  }

  void start() {
    table.open();
    notifier.start();
    silence.start();
  }

  @PreDestroy
  void stop() {
    silence.close();
    table.close();
    notifier.close();
  }

  @Produces
  @Singleton
  ConfigFiles files() {
    return files;
  }

  @Produces
  @Singleton
  SyncProtocol protocol() {
    return protocol;
  }

  @Produces
  @Singleton
  CallerNetworks networks() {
    return networks;
  }
}
