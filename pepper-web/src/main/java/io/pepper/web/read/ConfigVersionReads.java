package io.pepper.web.read;

import io.pepper.config.ConfigDrafts;
import io.pepper.config.ConfigFiles;
import io.pepper.config.ConfigHistory;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.Revision;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The drafts and the history of domains as the caller sees them: those of its tags. A domain that
 * is deleted, or that is not published yet, has the default tag.
 */
@RequestScoped
public class ConfigVersionReads {
  @Inject private ConfigFiles files;
  @Inject private ConfigHistory history;
  @Inject private ConfigDrafts drafts;
  @Inject private RememberedRevisions known;
  @Inject private CurrentCaller caller;

  /** Returns the versions of a domain below a number, the newest first. */
  @Requires(Permission.READ_CONFIG)
  public List<DomainRevision> revisions(DomainName domain, long before, int limit) {
    check(domain);
    return history.revisions(domain, before, limit);
  }

  /** Returns the versions of a domain below a number that concern a file, the newest first. */
  @Requires(Permission.READ_CONFIG)
  public List<DomainRevision> revisions(DomainName domain, FileName file, long before, int limit) {
    check(domain);
    return history.revisions(domain, file, before, limit);
  }

  /**
   * Returns who made the versions that a domain and its files are at, by these versions; those that
   * the history does not have any more are left out.
   */
  @Requires(Permission.READ_CONFIG)
  public Map<Long, Revision> lastChanges(DomainSnapshot domain) {
    caller.require(Permission.READ_CONFIG, TagsOf.domain(domain));
    Map<Long, Revision> found = new HashMap<>();
    Stream.concat(
            Stream.of(domain.version()),
            domain.files().values().stream().map(PublishedFile::version))
        .distinct()
        .forEach(version ->
            known
                .find(domain.domain(), version)
                .ifPresent(revision -> found.put(version, revision)));
    return found;
  }

  /**
   * Returns what a file was for all at a version.
   *
   * @throws UnknownConfigException if that version is not there, or had no such file
   */
  @Requires(Permission.READ_CONFIG)
  public FileContent content(DomainName domain, FileName file, long version) {
    check(domain);
    return history
        .content(domain, file, version)
        .orElseThrow(() -> UnknownConfigException.file(domain, file));
  }

  /**
   * Returns what a version changed in a file, with secrets masked; empty if the version before it
   * is not kept any more.
   */
  @Requires(Permission.READ_CONFIG)
  public Optional<FileDifference> difference(DomainName domain, FileName file, long version) {
    check(domain);
    try {
      return Optional.of(history.difference(domain, file, version - 1, version));
    } catch (UnknownConfigException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the files of a domain that differ between two versions, with secrets masked.
   *
   * @param from 0 for nothing
   * @throws UnknownConfigException if one of the versions is not kept any more
   */
  @Requires(Permission.READ_CONFIG)
  public List<FileDifference> differences(DomainName domain, long from, long to) {
    check(domain);
    return history.differences(domain, from, to);
  }

  /**
   * Returns what a version gave to some nodes by gray releases, as differences from what all had
   * then, with secrets masked.
   *
   * @throws UnknownConfigException if the version is not kept any more
   */
  @Requires(Permission.READ_CONFIG)
  public List<FileDifference> grayDifferences(DomainName domain, long version) {
    check(domain);
    return history.grayDifferences(domain, version);
  }

  /**
   * Returns how a file differs between two versions of its domain, with secrets masked.
   *
   * @param from 0 for nothing
   * @throws UnknownConfigException if one of the versions is not kept any more
   */
  @Requires(Permission.READ_CONFIG)
  public FileDifference difference(DomainName domain, FileName file, long from, long to) {
    check(domain);
    return history.difference(domain, file, from, to);
  }

  /** Returns the drafts of a domain, by the names of their files. */
  @Requires(Permission.READ_CONFIG)
  public List<FileDraft> drafts(DomainName domain) {
    check(domain);
    return drafts.list(domain);
  }

  /** Returns the draft of a file. */
  @Requires(Permission.READ_CONFIG)
  public FileDraft draft(DomainName domain, FileName file) {
    check(domain);
    return drafts.get(domain, file);
  }

  /** Returns how the draft of a file differs from what is in force, with secrets masked. */
  @Requires(Permission.READ_CONFIG)
  public FileDifference draftDifference(DomainName domain, FileName file) {
    check(domain);
    return drafts.difference(domain, file);
  }

  private void check(DomainName domain) {
    caller.require(
        Permission.READ_CONFIG,
        files.find(domain).map(TagsOf::domain).orElse(Set.of(DomainSettings.DEFAULT_TAG)));
  }
}
