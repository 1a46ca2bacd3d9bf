package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.Versioned;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The publishes that webhooks have not heard of yet, in Coordination: at most 100 of a domain, of
 * which a further publish removes the oldest. Safe for any number of threads.
 */
public final class UnsentNotices {
  static final int MAX_NOTICES = 100;

  private final ConfigTable table;

  public UnsentNotices(ConfigTable table) {
    this.table = table;
  }

  /** Returns the domains that have some. Never waits. */
  public Set<DomainName> domains() {
    return table.records().keys().stream()
        .filter(key -> key.kind() == ConfigRecordKind.NOTICE)
        .map(ConfigRecordKey::domain)
        .collect(Collectors.toSet());
  }

  /** Returns the oldest one of a domain. Never waits. */
  public Optional<PublishNotice> first(DomainName domain) {
    return waiting(table.records(), domain)
        .findFirst()
        .map(record -> {
          ConfigRecord.Notice notice = (ConfigRecord.Notice) record.value();
          return new PublishNotice(domain, notice.publish(), notice.address());
        });
  }

  static Stream<Versioned<ConfigRecord>> waiting(
      ReplicatedMap<ConfigRecordKey, ConfigRecord> records, DomainName domain) {
    String prefix = ConfigTable.PREFIX + domain + "/" + ConfigRecordKind.NOTICE.text() + "/";
    return records
        .after(new ConfigRecordKey(domain, ConfigRecordKind.NOTICE, ""))
        .takeWhile(record -> record.key().startsWith(prefix));
  }

  /**
   * Deletes one that was sent, or is given up.
   *
   * @throws io.pepper.coordination.CoordinationUnavailableException if that is away
   */
  public void delete(PublishNotice notice) {
    ConfigRecordKey key =
        ConfigRecordKey.notice(notice.domain(), notice.publish().revision().version());
    table.records().change(key, present -> Optional.empty());
  }
}
