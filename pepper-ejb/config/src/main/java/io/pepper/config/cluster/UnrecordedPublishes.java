package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.Versioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The publishes that wait in Coordination for the history. Safe for any number of threads. Listing
 * never waits; what reads contents blocks, and may throw {@code CoordinationUnavailableException}.
 */
public final class UnrecordedPublishes {
  private final ConfigTable table;

  public UnrecordedPublishes(ConfigTable table) {
    this.table = table;
  }

  /** Returns those of all domains, of each by rising versions. */
  public SortedMap<DomainName, List<DomainRevision>> all() {
    SortedMap<DomainName, List<DomainRevision>> waiting = new TreeMap<>();
    for (DomainName domain : domains()) {
      List<DomainRevision> some = of(domain).toList();
      if (!some.isEmpty()) {
        waiting.put(domain, some);
      }
    }
    return waiting;
  }

  /** Returns the domains, deleted ones too: their last publish may still wait. */
  private List<DomainName> domains() {
    return records().keys().stream()
        .filter(key -> key.kind() == ConfigRecordKind.DOMAIN)
        .map(ConfigRecordKey::domain)
        .toList();
  }

  /** Returns those of a domain, by rising versions. */
  public Stream<DomainRevision> of(DomainName domain) {
    return waiting(records(), domain)
        .map(record -> ((ConfigRecord.Unrecorded) record.value()).publish().summary());
  }

  static Stream<Versioned<ConfigRecord>> waiting(
      ReplicatedMap<ConfigRecordKey, ConfigRecord> records, DomainName domain) {
    String prefix = ConfigTable.PREFIX + domain + "/" + ConfigRecordKind.UNRECORDED.text() + "/";
    return records
        .after(ConfigRecordKey.unrecorded(domain, 0))
        .takeWhile(record -> record.key().startsWith(prefix));
  }

  /** Returns a publish with its contents; empty if it does not wait any more, or never did. */
  public Optional<RecordedPublish> read(DomainName domain, long version) {
    return records()
        .read(ConfigRecordKey.unrecorded(domain, version))
        .map(UnrecordedPublishes::publish);
  }

  private static RecordedPublish publish(Versioned<ConfigRecord> record) {
    return ((ConfigRecord.Unrecorded) record.value()).publish();
  }

  /**
   * Hands a publish over to its store, and then deletes it here. A failure between the two leaves
   * it here, to be handed over again. Does nothing if it is not here.
   *
   * @param store keeps it; what it throws keeps the publish here and is passed on
   */
  public void handOver(DomainName domain, long version, Consumer<RecordedPublish> store) {
    ConfigRecordKey key = ConfigRecordKey.unrecorded(domain, version);
    Optional<Versioned<ConfigRecord>> record = records().read(key);
    if (record.isPresent()) {
      store.accept(publish(record.get()));
      records().commit(key, record.get().revision(), Map.of(key, Optional.empty()));
    }
  }

  private ReplicatedMap<ConfigRecordKey, ConfigRecord> records() {
    return table.records();
  }
}
