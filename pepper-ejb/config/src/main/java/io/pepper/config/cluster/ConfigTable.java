package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.ReplicatedMap.Terms;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The domains as this node knows them. Reading takes no lock and never waits; what is published
 * anywhere arrives by the watch, what this node publishes itself at once. Safe for any number of
 * threads.
 */
public final class ConfigTable implements AutoCloseable {
  static final String PREFIX = "config/domains/";
  private static final int MAX_RECORDS = 100_000;

  private final ReplicatedMap<ConfigRecordKey, ConfigRecord> records;
  private final Snapshots snapshots;

  /**
   * Creates an empty table; {@link #open} reads it.
   *
   * @param listener hears of each domain that has a new snapshot, or none any more, on the thread
   *     that brought it and under a lock; must be quick
   */
  public ConfigTable(Coordination coordination, Consumer<DomainName> listener) {
    snapshots = new Snapshots(this::records, listener);
    records =
        new ReplicatedMap<>(
            coordination,
            new Terms(PREFIX, "files, drafts and domains of the configuration", MAX_RECORDS),
            new RecordFormat(),
            snapshots);
  }

  ReplicatedMap<ConfigRecordKey, ConfigRecord> records() {
    return records;
  }

  /** Reads what is there and follows changes from now on. */
  public void open() {
    records.open();
  }

  public Optional<DomainSnapshot> find(DomainName domain) {
    return Optional.ofNullable(snapshots.all().get(domain));
  }

  /** Returns a live view of all domains, by their names. */
  public SortedMap<DomainName, DomainSnapshot> all() {
    return Collections.unmodifiableSortedMap(snapshots.all());
  }

  @Override
  public void close() {
    records.close();
  }
}
