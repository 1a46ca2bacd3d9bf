package io.pepper.web.change;

import io.pepper.config.ConfigDrafts;
import io.pepper.config.ConfigHistory;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.DraftPublishRequest;
import io.pepper.config.edit.DraftRequest;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes of drafts, and their publish; exceptions are those of config. */
@RequestScoped
public class ConfigDraftChanges {
  @Inject private ConfigDrafts drafts;
  @Inject private ConfigHistory history;
  @Inject private ConfigAudit audit;

  /**
   * Begins or changes the draft of a file.
   *
   * @param expected the revision that the draft must be at, 0 for none; empty for any
   */
  @Requires(Permission.EDIT_CONFIG)
  public FileDraft save(DomainName domain, FileEdit edit, OptionalLong expected, String note) {
    audit.require(Permission.EDIT_CONFIG, domain);
    FileDraft saved =
        drafts.save(new DraftRequest(domain, edit, expected, false, audit.author(), note));
    audit.note("save draft", domain, edit.file(), "revision " + saved.revision());
    return saved;
  }

  /**
   * Makes the changes of a draft anew on what the file is now.
   *
   * @param revision the one that the draft must be at
   * @throws UnknownConfigException if there is no draft, or the version that it was begun on is not
   *     kept any more
   */
  @Requires(Permission.EDIT_CONFIG)
  public FileDraft rebase(DomainName domain, FileName file, long revision) {
    audit.require(Permission.EDIT_CONFIG, domain);
    long base = drafts.get(domain, file).base();
    Optional<FileContent> begun =
        base == 0 ? Optional.empty() : history.content(domain, file, base);
    FileDraft moved = drafts.rebase(domain, file, begun, revision, audit.author());
    audit.note("rebase draft", domain, file, "on revision " + moved.base());
    return moved;
  }

  /**
   * Discards the draft of a file.
   *
   * @throws UnknownConfigException if there is none
   */
  @Requires(Permission.EDIT_CONFIG)
  public void discard(DomainName domain, FileName file) {
    audit.require(Permission.EDIT_CONFIG, domain);
    if (!drafts.discard(domain, file)) {
      throw UnknownConfigException.draft(domain, file);
    }
    audit.note("discard draft", domain, file, null);
  }

  /**
   * Publishes drafts together.
   *
   * @param which files, with the revision of the draft that was reviewed; empty for any
   * @param isForced whether they win over what was published since they were begun
   */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published publish(
      DomainName domain, Map<FileName, OptionalLong> which, boolean isForced, String note) {
    audit.require(Permission.PUBLISH_CONFIG, domain);
    return audit.publish(
        "publish drafts",
        domain,
        () ->
            drafts.publish(new DraftPublishRequest(domain, which, isForced, audit.author(), note)));
  }
}
