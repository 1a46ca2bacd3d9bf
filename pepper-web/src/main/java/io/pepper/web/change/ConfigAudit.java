package io.pepper.web.change;

import io.pepper.config.ConfigFiles;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.Published;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The check of rights for changes of configuration, and their place in the audit trail. */
@RequestScoped
class ConfigAudit {
  @Inject private ConfigFiles files;
  @Inject private AuditedRequest trail;
  @Inject private CurrentCaller caller;

  /** Returns the name of the caller. */
  String author() {
    return caller.name();
  }

  /** Checks a permission for a domain, or for the tag that it gets with its first file. */
  void require(Permission permission, DomainName domain) {
    caller.require(
        permission,
        files.find(domain).map(TagsOf::domain).orElse(Set.of(DomainSettings.DEFAULT_TAG)));
  }

  /**
   * Makes a change of files and records the keys that are other than before.
   *
   * @param what such as {@code publish configuration}
   */
  Published publish(String what, DomainName domain, Supplier<Published> change) {
    Optional<DomainSnapshot> before = files.find(domain);
    Published done = change.get();
    Optional<DomainSnapshot> after = files.find(domain);
    if (done.changed().isEmpty()) {
      return done;
    }
    ConfigAuditText text = new ConfigAuditText();
    done.changed().stream()
        .sorted()
        .forEach(file -> text.add(file, content(before, file), content(after, file)));
    trail.note(what, domain, text.before(), text.after());
    return done;
  }

  private static Optional<FileContent> content(Optional<DomainSnapshot> domain, FileName file) {
    return domain.flatMap(there -> there.find(file)).map(PublishedFile::content);
  }

  /** Records a change of one file that no difference of keys shows. */
  void note(String what, DomainName domain, FileName file, String after) {
    trail.note(what, domain + "/" + file, null, after);
  }
}
