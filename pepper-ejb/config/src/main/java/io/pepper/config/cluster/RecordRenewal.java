package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.secret.SecretRenewal;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.Versioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The encryption anew of what lies in Coordination: files, gray releases and drafts. It makes no
 * version, and nodes receive what they received before. Publishes that wait for the history are
 * left to it.
 */
public final class RecordRenewal {
  private final ReplicatedMap<ConfigRecordKey, ConfigRecord> records;

  public RecordRenewal(ConfigTable table) {
    records = table.records();
  }

  /**
   * Encrypts all secrets anew that need it, record by record.
   *
   * @throws io.pepper.coordination.CoordinationUnavailableException if that is away; the next run
   *     goes on
   */
  public void run(SecretRenewal renewal) {
    for (ConfigRecordKey key : List.copyOf(records.keys())) {
      switch (key.kind()) {
        case FILE -> renewFile(key.domain(), key.file(), renewal);
        case DRAFT -> renewDraft(key, renewal);
        default -> {
          // The domain has no secrets, and the history renews what it was given.
        }
      }
    }
  }

  /** Changes the domain's own record as well, so that a publish at the same time begins anew. */
  private void renewFile(DomainName domain, FileName name, SecretRenewal renewal) {
    boolean isDone = false;
    while (!isDone) {
      DomainTransaction transaction = DomainTransaction.begin(records, domain);
      Optional<ConfigRecord.File> file = transaction.read(name);
      Optional<ConfigRecord.File> renewed =
          file.map(there -> renewed(domain, name, there, renewal));
      isDone = renewed.equals(file) || transaction.rewrite(name, renewed.get());
    }
  }

  private static ConfigRecord.File renewed(
      DomainName domain, FileName name, ConfigRecord.File file, SecretRenewal renewal) {
    return new ConfigRecord.File(
        file.version(),
        renewal.renew(domain, name, file.content()),
        file.gray()
            .map(gray ->
                new ConfigRecord.Gray(
                    gray.version(),
                    gray.rule(),
                    renewal.renew(domain, name, gray.changes()),
                    gray.author(),
                    gray.at())));
  }

  private void renewDraft(ConfigRecordKey key, SecretRenewal renewal) {
    boolean isDone = false;
    while (!isDone) {
      Optional<Versioned<ConfigRecord>> there = records.read(key);
      Optional<ConfigRecord> renewed =
          there.map(record -> renewed(key, (ConfigRecord.Draft) record.value(), renewal));
      isDone =
          renewed.equals(there.map(Versioned::value))
              || records.commit(key, there.get().revision(), Map.of(key, renewed));
    }
  }

  private static ConfigRecord.Draft renewed(
      ConfigRecordKey key, ConfigRecord.Draft draft, SecretRenewal renewal) {
    return new ConfigRecord.Draft(
        draft.base(),
        draft.content().map(content -> renewal.renew(key.domain(), key.file(), content)),
        draft.author(),
        draft.note(),
        draft.at());
  }
}
