package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.UnknownConfigException;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The writer of domains. Every publish is one transaction that changes the domain's own record, so
 * that versions follow each other without gaps, and that leaves what it did for the history. Safe
 * for any number of threads; methods block, and throw {@code CoordinationUnavailableException} when
 * the change may have been made or not: made twice, it changes nothing the second time.
 */
public final class DomainPublisher {
  private final ConfigTable table;
  private final Clock clock;

  public DomainPublisher(ConfigTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * Makes the edits of a request.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if one is not allowed
   * @throws io.pepper.config.edit.StaleFileException if a file is not at the version expected
   */
  public Published publish(PublishRequest request, RevisionKind kind) {
    FileLimits.check(request);
    return repeat(
        request.domain(), transaction -> transaction.publish(request, kind, clock.instant()));
  }

  /**
   * Deletes a domain with all its files, drafts and gray releases; its version and history stay.
   *
   * @throws UnknownConfigException if it is not there
   */
  public Published deleteDomain(DomainName domain, String author, String note) {
    return repeat(domain, transaction -> transaction.delete(author, note, clock.instant()));
  }

  /**
   * Sets what people set for a domain, and creates it without files if it is not there. That makes
   * no version.
   *
   * @param edit makes the new settings from the present ones, which are empty if there is no such
   *     domain. May be called several times; what it throws ends the change
   * @return the settings as they are now
   */
  public DomainSettings define(
      DomainName domain, Function<Optional<DomainSettings>, DomainSettings> edit) {
    return table
        .records()
        .change(ConfigRecordKey.of(domain), present -> Optional.of(defined(present, edit)))
        .map(record -> ((ConfigRecord.Domain) record).settings())
        .orElseThrow();
  }

  private static ConfigRecord.Domain defined(
      Optional<ConfigRecord> present, Function<Optional<DomainSettings>, DomainSettings> edit) {
    ConfigRecord.Domain before =
        present.map(ConfigRecord.Domain.class::cast).orElse(ConfigRecord.Domain.NONE);
    Optional<DomainSettings> settings =
        before.isDeleted() ? Optional.empty() : Optional.of(before.settings());
    return new ConfigRecord.Domain(
        before.version(),
        false,
        edit.apply(settings),
        before.isDeleted() ? new TreeSet<>() : before.files());
  }

  private Published repeat(
      DomainName domain, Function<PublishTransaction, Optional<Published>> attempt) {
    while (true) {
      Optional<Published> done = attempt.apply(PublishTransaction.begin(table.records(), domain));
      if (done.isPresent()) {
        return done.get();
      }
    }
  }
}
