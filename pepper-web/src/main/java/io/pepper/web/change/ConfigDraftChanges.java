package io.pepper.web.change;

import io.pepper.config.ConfigDrafts;
import io.pepper.config.definition.DomainName;
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
import java.util.OptionalLong;

/** Changes of drafts, and their publish; exceptions are those of config. */
@RequestScoped
public class ConfigDraftChanges {
  @Inject private ConfigDrafts drafts;
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
