package io.pepper.config;

import io.pepper.config.cluster.ConfigTable;
import io.pepper.config.cluster.DomainDrafts;
import io.pepper.config.cluster.DomainGrays;
import io.pepper.config.cluster.DomainPublisher;
import io.pepper.config.cluster.RecordRenewal;
import io.pepper.config.cluster.UnrecordedPublishes;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.Published;
import io.pepper.config.history.Archiver;
import io.pepper.config.history.HistoryRenewal;
import io.pepper.config.history.RevisionHistory;
import io.pepper.config.history.RevisionRetention;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.secret.SecretViews;
import io.pepper.config.value.ValueType;
import io.pepper.coordination.Coordination;
import io.pepper.database.Database;
import io.pepper.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of one node, on a coordination and a database that it shares with others. */
final class ConfigNode implements AutoCloseable {
  static final DomainName SHOP = new DomainName("shop");
  static final FileName MAIN = new FileName("main.conf");
  static final FileName OTHER = new FileName("bj/other.conf");
  static final String KEYS = "one:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

  final UnrecordedPublishes unrecorded;
  final ConfigFiles files;
  final ConfigHistory history;
  final ConfigSecrets secrets;
  final ConfigDrafts drafts;
  final ConfigGrays grays;
  final DomainPublisher publisher;
  final RevisionRetention retention;
  final ConfigTable table;
  final Archiver archiver;
  volatile Instant now = Instant.parse("2026-11-20T10:00:00Z");

  /** Opens a node that archives what it publishes at once. */
  ConfigNode(Coordination coordination, Database database, Map<String, String> settings) {
    Settings given = Settings.of(settings);
    SecretKeys keys = SecretKeys.from(given);
    table = new ConfigTable(coordination, domain -> {});
    unrecorded = new UnrecordedPublishes(table);
    retention = new RevisionRetention(database, given);
    archiver = new Archiver(database, unrecorded, retention, clock(), Duration.ofMillis(100));
    publisher = new DomainPublisher(table, clock(), keys, archiver::published);
    SecretViews views = new SecretViews(keys);
    files = new ConfigFiles(table, publisher, new DomainListeners(), new EditPreview(keys, views));
    history = new ConfigHistory(new RevisionHistory(database, unrecorded), publisher, views);
    secrets =
        new ConfigSecrets(
            views,
            new SecretRotation(
                keys, new RecordRenewal(table), unrecorded, new HistoryRenewal(database), clock()));
    DomainDrafts prepared = new DomainDrafts(publisher);
    drafts = new ConfigDrafts(table, prepared, views);
    grays = new ConfigGrays(new DomainGrays(publisher, prepared));
    table.open();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  ConfigNode archiving() {
    archiver.start();
    return this;
  }

  static KeyChange key(String name, String value) {
    return KeyChange.set(SectionName.DEFAULT, new KeyName(name), ValueType.STRING, value);
  }

  static KeyChange secret(String name, String value) {
    return new KeyChange(
        SectionName.DEFAULT,
        new KeyName(name),
        Optional.of(ValueType.STRING),
        Optional.of(value),
        Optional.of(true));
  }

  static KeyChange without(String name) {
    return KeyChange.delete(SectionName.DEFAULT, new KeyName(name));
  }

  Published publish(FileName file, KeyChange... changes) {
    return publish(new FileEdit.ChangeKeys(file, List.of(changes)));
  }

  Published publish(FileEdit... edits) {
    return files.publish(new PublishRequest(SHOP, List.of(edits), "ann", "because"));
  }

  /**
   * Returns the value of a key in the section DEFAULT as it is kept now; empty if it is not there.
   */
  Optional<String> value(FileName file, String key) {
    return files
        .get(SHOP)
        .find(file)
        .flatMap(there -> there.content().find(SectionName.DEFAULT, new KeyName(key)))
        .map(entry -> entry.value());
  }

  @Override
  public void close() {
    archiver.close();
    table.close();
  }
}
