package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.ContentEditor;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.GrayRelease;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.ReplicatedMapListener;
import io.pepper.coordination.Versioned;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The newest snapshot of each domain, made anew when records of it change. Reading takes no lock.
 */
final class Snapshots implements ReplicatedMapListener<ConfigRecordKey> {
  private final Supplier<ReplicatedMap<ConfigRecordKey, ConfigRecord>> records;
  private final Consumer<DomainName> listener;
  private final ConcurrentSkipListMap<DomainName, DomainSnapshot> snapshots =
      new ConcurrentSkipListMap<>();

  /**
   * Creates an empty list.
   *
   * @param records those that the snapshots are made of
   * @param listener hears of each domain with a new snapshot or none; must be quick
   */
  Snapshots(
      Supplier<ReplicatedMap<ConfigRecordKey, ConfigRecord>> records,
      Consumer<DomainName> listener) {
    this.records = records;
    this.listener = listener;
  }

  SortedMap<DomainName, DomainSnapshot> all() {
    return snapshots;
  }

  /** Makes the snapshots under the map's lock, so that each holds whole publishes. */
  @Override
  public void applied(Set<ConfigRecordKey> keys) {
    Set<DomainName> domains =
        keys.stream()
            .filter(
                key -> key.kind() == ConfigRecordKind.DOMAIN || key.kind() == ConfigRecordKind.FILE)
            .map(ConfigRecordKey::domain)
            .collect(Collectors.toSet());
    for (DomainName domain : domains) {
      Optional<DomainSnapshot> snapshot = read(domain);
      snapshot.ifPresentOrElse(
          there -> snapshots.put(domain, there), () -> snapshots.remove(domain));
      listener.accept(domain);
    }
  }

  private Optional<DomainSnapshot> read(DomainName domain) {
    ConfigRecordKey key = ConfigRecordKey.of(domain);
    Optional<ConfigRecord> record = records.get().find(key).map(Versioned::value);
    if (record.isEmpty()
        || !(record.get() instanceof ConfigRecord.Domain stored)
        || stored.isDeleted()) {
      return Optional.empty();
    }
    SortedMap<FileName, PublishedFile> files = new TreeMap<>();
    for (FileName name : stored.files()) {
      records
          .get()
          .find(ConfigRecordKey.of(domain, ConfigRecordKind.FILE, name))
          .ifPresent(file -> files.put(name, published(name, (ConfigRecord.File) file.value())));
    }
    return Optional.of(new DomainSnapshot(domain, stored.version(), stored.settings(), files));
  }

  private static PublishedFile published(FileName name, ConfigRecord.File file) {
    return new PublishedFile(
        name, file.version(), file.content(), file.gray().map(gray -> release(gray, file)));
  }

  private static GrayRelease release(ConfigRecord.Gray gray, ConfigRecord.File file) {
    return new GrayRelease(
        gray.version(),
        gray.rule(),
        gray.changes(),
        ContentEditor.overlay(file.content(), gray.changes()),
        gray.author(),
        gray.at());
  }
}
