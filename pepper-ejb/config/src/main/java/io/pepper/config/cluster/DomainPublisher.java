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
import java.util.function.Function;
import java.util.function.UnaryOperator;

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
   * Changes the settings of a domain, which makes no version.
   *
   * @throws UnknownConfigException if it is not there
   */
  public void changeSettings(DomainName domain, UnaryOperator<DomainSettings> edit) {
    table
        .records()
        .change(
            ConfigRecordKey.of(domain),
            present -> {
              ConfigRecord.Domain record =
                  present
                      .map(ConfigRecord.Domain.class::cast)
                      .filter(there -> !there.isDeleted())
                      .orElseThrow(() -> UnknownConfigException.domain(domain));
              return Optional.of(
                  new ConfigRecord.Domain(
                      record.version(), false, edit.apply(record.settings()), record.files()));
            });
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
