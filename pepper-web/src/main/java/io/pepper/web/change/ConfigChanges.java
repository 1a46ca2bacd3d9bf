package io.pepper.web.change;

import io.pepper.config.ConfigFiles;
import io.pepper.config.ConfigSecrets;
import io.pepper.config.definition.DomainDocument;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.RenewalStatus;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of domains of configuration and of their files; exceptions are those of config. */
@RequestScoped
public class ConfigChanges {
  @Inject private ConfigFiles files;
  @Inject private ConfigSecrets secrets;
  @Inject private ConfigAudit audit;
  @Inject private AuditedRequest trail;
  @Inject private CurrentCaller caller;

  /**
   * Sets what people set for a domain, and creates it if it is not there. The caller needs the tag
   * that it has and will have.
   *
   * @return whether it is new
   * @throws InvalidDefinitionException naming the field at fault
   */
  @Requires(Permission.CONFIGURE_DOMAINS)
  public boolean define(DomainName domain, JsonObject document) {
    List<Optional<DomainSettings>> seen = new ArrayList<>();
    DomainSettings after =
        files.define(
            domain,
            present -> {
              seen.add(present);
              DomainSettings next = DomainDocument.read(document, present);
              present.ifPresent(
                  old -> caller.require(Permission.CONFIGURE_DOMAINS, Set.of(old.tag())));
              caller.require(Permission.CONFIGURE_DOMAINS, Set.of(next.tag()));
              return next;
            });
    Optional<DomainSettings> before = seen.getLast();
    if (!before.equals(Optional.of(after))) {
      trail.note("configure domain", domain, before.map(this::shown).orElse(null), shown(after));
    }
    return before.isEmpty();
  }

  private String shown(DomainSettings settings) {
    return DomainDocument.writeWithoutSecrets(settings).build().toString();
  }

  /**
   * Removes a domain with its files; its history stays.
   *
   * @throws UnknownConfigException if it is not there
   */
  @Requires(Permission.CONFIGURE_DOMAINS)
  public Published remove(DomainName domain, String note) {
    DomainSnapshot before = files.get(domain);
    caller.require(Permission.CONFIGURE_DOMAINS, TagsOf.domain(before));
    Published removed = files.deleteDomain(domain, caller.name(), note);
    trail.note("remove domain", domain, shown(before.settings()), null);
    return removed;
  }

  /**
   * Publishes edits of files of a domain, all together. A file that is deleted must be there.
   *
   * @param expected the version that a file must be at, 0 for one that must not be there; files
   *     that are not named may be at any
   * @throws io.pepper.config.edit.StaleFileException if a file is at another version
   * @throws InvalidDefinitionException if an edit is not allowed
   */
  @Requires(Permission.PUBLISH_CONFIG)
  public Published publish(
      DomainName domain, List<FileEdit> edits, Map<FileName, Long> expected, String note) {
    checkPublishing(domain);
    requireThere(domain, files.find(domain), edits);
    return audit.publish(
        "publish configuration",
        domain,
        () -> files.publish(new PublishRequest(domain, edits, expected, caller.name(), note)));
  }

  private static void requireThere(
      DomainName domain, Optional<DomainSnapshot> present, List<FileEdit> edits) {
    for (FileEdit edit : edits) {
      boolean isThere = present.flatMap(there -> there.find(edit.file())).isPresent();
      if (edit instanceof FileEdit.DeleteFile && !isThere) {
        throw UnknownConfigException.file(domain, edit.file());
      }
    }
  }

  /**
   * Returns what a publish of edits would change, with secrets masked, and changes nothing.
   *
   * @throws InvalidDefinitionException if an edit is not allowed
   */
  @Requires(Permission.EDIT_CONFIG)
  public List<FileDifference> preview(DomainName domain, List<FileEdit> edits) {
    audit.require(Permission.EDIT_CONFIG, domain);
    return files.preview(domain, edits);
  }

  /**
   * Returns what a publish of edits would change, and changes nothing.
   *
   * @throws InvalidDefinitionException if an edit is not allowed
   * @throws ReviewRequiredException if it would change something in a domain that takes drafts only
   */
  @Requires(Permission.EDIT_CONFIG)
  public List<FileDifference> previewPublish(DomainName domain, List<FileEdit> edits) {
    List<FileDifference> differences = preview(domain, edits);
    boolean isReviewed =
        files.find(domain).filter(there -> there.settings().needsReview()).isPresent();
    if (isReviewed && differences.stream().anyMatch(FileDifference::isChange)) {
      throw ReviewRequiredException.direct(domain);
    }
    return differences;
  }

  /** Checks that the caller may publish to a domain, before a large request is read. */
  @Requires(Permission.PUBLISH_CONFIG)
  public void checkPublishing(DomainName domain) {
    audit.require(Permission.EDIT_CONFIG, domain);
    audit.require(Permission.PUBLISH_CONFIG, domain);
  }

  /**
   * Begins to encrypt all secrets with the first key of the settings, in the background.
   *
   * @throws InvalidDefinitionException if there is no key
   */
  @Requires(Permission.ROTATE_SECRETS)
  public RenewalStatus rotateSecrets() {
    boolean isRunning = secrets.rotation().filter(run -> run.ended().isEmpty()).isPresent();
    RenewalStatus status = secrets.rotate();
    if (!isRunning) {
      trail.note("rotate secrets", "configuration", null, "begun");
    }
    return status;
  }
}
