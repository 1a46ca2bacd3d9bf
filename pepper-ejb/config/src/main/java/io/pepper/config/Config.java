package io.pepper.config;

import io.pepper.concurrent.Backoff;
import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.config.cluster.ConfigTable;
import io.pepper.config.cluster.DomainDrafts;
import io.pepper.config.cluster.DomainGrays;
import io.pepper.config.cluster.DomainPublisher;
import io.pepper.config.cluster.RecordRenewal;
import io.pepper.config.cluster.UnrecordedPublishes;
import io.pepper.config.cluster.UnsentNotices;
import io.pepper.config.history.Archiver;
import io.pepper.config.history.HistoryRenewal;
import io.pepper.config.history.RevisionHistory;
import io.pepper.config.history.RevisionRetention;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.secret.SecretViews;
import io.pepper.config.status.ClusterStatus;
import io.pepper.config.sync.CallerNetworks;
import io.pepper.config.sync.ChangeNotifier;
import io.pepper.config.sync.ConfigSubscribers;
import io.pepper.config.sync.SyncProtocol;
import io.pepper.config.sync.SyncTimes;
import io.pepper.config.webhook.WebhookSender;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.membership.LeaderElection;
import io.pepper.database.Database;
import io.pepper.definition.DefinitionsFile;
import io.pepper.settings.HostName;
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
  private static final Duration LEFTOVER_SEARCHES = Duration.ofSeconds(5);
  private static final Duration WEBHOOK_CHECKS = Duration.ofMillis(500);
  private static final Duration WEBHOOK_LEADER_TERM = Duration.ofSeconds(15);
  private static final Backoff WEBHOOK_RETRIES =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
  private static final Duration STATUS_TIME_TO_LIVE = Duration.ofSeconds(15);

  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Coordination coordination;
  @Inject Database database;

  private ChangeNotifier notifier;
  private DomainListeners listeners;
  private ConfigTable table;
  private ConfigSubscribers subscribers;
  private SyncProtocol protocol;
  private CallerNetworks networks;
  private ConfigFiles files;
  private ConfigHistory history;
  private ConfigSecrets secrets;
  private ConfigDrafts drafts;
  private ConfigGrays grays;
  private Archiver archiver;
  private WebhookSender webhooks;
  private PeriodicTask silence;
  private ClusterStatus status;

  @PostConstruct
  void open() {
    StartFailure.guard(this::assemble);
  }

  private void assemble() {
    networks = new CallerNetworks(settings);
    listeners = new DomainListeners();
    notifier =
        new ChangeNotifier(domain -> {
          subscribers.domainChanged(domain);
          listeners.changed(domain);
          webhooks.changed(domain);
        });
    table = new ConfigTable(coordination, notifier::changed);
    SecretKeys keys = SecretKeys.from(settings);
    subscribers = new ConfigSubscribers(table::find, clock, keys);
    protocol = new SyncProtocol(subscribers, SyncTimes.DEFAULT, clock);
    assembleVersions(keys);
    webhooks =
        new WebhookSender(
            new UnsentNotices(table),
            new LeaderElection(
                coordination, "config/webhooks", settings.node(), WEBHOOK_LEADER_TERM),
            clock,
            WEBHOOK_CHECKS,
            WEBHOOK_RETRIES);
    status =
        new ClusterStatus(
            coordination,
            settings.node(),
            HostName.asNodeId() + ":" + settings.data(),
            STATUS_TIME_TO_LIVE,
            new LocalSubscribers(subscribers, settings.node()));
    silence =
        PeriodicTask.every(
            Threads.virtual("pepper-config-silence"),
            SILENCE_CHECKS,
            () -> subscribers.removeSilent(SyncTimes.DEFAULT.silence()));
  }

  private void assembleVersions(SecretKeys keys) {
    UnrecordedPublishes unrecorded = new UnrecordedPublishes(table);
    archiver =
        new Archiver(
            database,
            unrecorded,
            new RevisionRetention(database, settings),
            clock,
            LEFTOVER_SEARCHES);
    DomainPublisher publisher = new DomainPublisher(table, clock, keys, archiver::published);
    SecretViews views = new SecretViews(keys);
    files = new ConfigFiles(table, publisher, listeners, new EditPreview(keys, views));
    history = new ConfigHistory(new RevisionHistory(database, unrecorded), publisher, views);
    secrets =
        new ConfigSecrets(
            views,
            new SecretRotation(
                keys, new RecordRenewal(table), unrecorded, new HistoryRenewal(database), clock));
    DomainDrafts prepared = new DomainDrafts(publisher);
    drafts = new ConfigDrafts(table, prepared, views);
    grays = new ConfigGrays(new DomainGrays(publisher, prepared));
  }

  void start() {
    table.open();
    settings
        .definitions()
        .map(DefinitionsFile::read)
        .ifPresent(new ConfigDefinitions(files)::apply);
    archiver.start();
    notifier.start();
    silence.start();
    status.start();
    webhooks.start();
  }

  @PreDestroy
  void stop() {
    webhooks.close();
    status.close();
    silence.close();
    archiver.close();
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
  ConfigNodes nodes() {
    return new ConfigNodes(status, subscribers);
  }

  @Produces
  @Singleton
  SyncProtocol protocol() {
    return protocol;
  }

  @Produces
  @Singleton
  ConfigHistory history() {
    return history;
  }

  @Produces
  @Singleton
  ConfigSecrets secrets() {
    return secrets;
  }

  @Produces
  @Singleton
  ConfigDrafts drafts() {
    return drafts;
  }

  @Produces
  @Singleton
  ConfigGrays grays() {
    return grays;
  }

  @Produces
  @Singleton
  CallerNetworks networks() {
    return networks;
  }
}
