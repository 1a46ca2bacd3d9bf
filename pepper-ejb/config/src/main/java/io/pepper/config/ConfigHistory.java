package io.pepper.config;

import io.pepper.config.cluster.DomainPublisher;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.history.RevisionHistory;
import io.pepper.config.secret.SecretViews;
import io.pepper.definition.InvalidDefinitionException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The versions of domains, also of deleted ones, and what is made of them. Contents have secrets in
 * the form in which they are kept: {@link ConfigSecrets} shows them. Safe for any number of
 * threads; methods block, and may throw {@code DatabaseUnavailableException} and {@code
 * CoordinationUnavailableException}.
 */
public final class ConfigHistory {
  private static final int MAX_LIMIT = 1000;

  private final RevisionHistory history;
  private final DomainPublisher publisher;
  private final SecretViews views;

  ConfigHistory(RevisionHistory history, DomainPublisher publisher, SecretViews views) {
    this.history = history;
    this.publisher = publisher;
    this.views = views;
  }

  /**
   * Returns versions of a domain, the newest first; none if there never was such a domain.
   *
   * @param before only versions below this one; {@code Long.MAX_VALUE} for the newest
   * @param limit 1 to 1,000
   */
  public List<DomainRevision> revisions(DomainName domain, long before, int limit) {
    return history.revisions(domain, Optional.empty(), before, checked(limit));
  }

  /** Returns the versions of a domain that concern a file, gray releases included. */
  public List<DomainRevision> revisions(DomainName domain, FileName file, long before, int limit) {
    return history.revisions(domain, Optional.of(file), before, checked(limit));
  }

  private static int checked(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidDefinitionException(
          "limit", "is %d, but must be from 1 to %d".formatted(limit, MAX_LIMIT));
    }
    return limit;
  }

  /**
   * Returns a version.
   *
   * @throws UnknownConfigException if it never was, or is not kept any more
   */
  public DomainRevision get(DomainName domain, long version) {
    return history.get(domain, version).summary();
  }

  /**
   * Returns all files that a domain had at a version, as they were for all.
   *
   * @param version 0 for none
   * @throws UnknownConfigException if that version never was, or is not kept any more
   */
  public SortedMap<FileName, FileContent> contents(DomainName domain, long version) {
    return version == 0 ? Collections.emptySortedMap() : history.contents(domain, version);
  }

  /**
   * Returns what a file was for all at a version; empty if it was not there.
   *
   * @param version 0 for none
   * @throws UnknownConfigException if that version never was, or is not kept any more
   */
  public Optional<FileContent> content(DomainName domain, FileName file, long version) {
    return version == 0 ? Optional.empty() : history.content(domain, file, version);
  }

  /**
   * Returns the contents that a version gave to some nodes by gray releases.
   *
   * @throws UnknownConfigException if that version never was, or is not kept any more
   */
  public SortedMap<FileName, FileContent> grayContents(DomainName domain, long version) {
    return history.grayContents(domain, version);
  }

  /**
   * Compares a domain at two versions.
   *
   * @param from 0 for nothing
   * @return the files that differ, by their names
   * @throws UnknownConfigException if one of the versions is not there
   */
  public List<FileDifference> differences(DomainName domain, long from, long to) {
    SortedMap<FileName, FileContent> before = contents(domain, from);
    SortedMap<FileName, FileContent> after = contents(domain, to);
    Set<FileName> files = new TreeSet<>(before.keySet());
    files.addAll(after.keySet());
    return files.stream()
        .map(file ->
            views.difference(
                domain,
                file,
                Optional.ofNullable(before.get(file)),
                Optional.ofNullable(after.get(file))))
        .filter(each -> each.existedBefore() != each.existsAfter() || !each.keys().isEmpty())
        .toList();
  }

  /**
   * Compares what a version gave to some nodes by gray releases with what all had then.
   *
   * @return the files that differ, by their names; none if it was no gray release
   * @throws UnknownConfigException if the version is not there
   */
  public List<FileDifference> grayDifferences(DomainName domain, long version) {
    SortedMap<FileName, FileContent> all = contents(domain, version);
    return grayContents(domain, version).entrySet().stream()
        .map(file ->
            views.difference(
                domain,
                file.getKey(),
                Optional.ofNullable(all.get(file.getKey())),
                Optional.of(file.getValue())))
        .filter(each -> !each.keys().isEmpty())
        .toList();
  }

  /**
   * Compares a file at two versions of its domain.
   *
   * @param from 0 for nothing
   * @throws UnknownConfigException if one of the versions is not there
   */
  public FileDifference difference(DomainName domain, FileName file, long from, long to) {
    return views.difference(domain, file, content(domain, file, from), content(domain, file, to));
  }

  /**
   * Makes a file what it was at a version, by a new version; deletes it if it was not there.
   *
   * @param note why, in at most 1,000 characters
   * @throws UnknownConfigException if that version is not there
   * @throws InvalidDefinitionException if a secret of that version cannot be decrypted any more
   */
  public Published restore(
      DomainName domain, FileName file, long version, String author, String note) {
    FileEdit edit =
        content(domain, file, version)
            .map(content -> edit(domain, file, content))
            .orElseGet(() -> new FileEdit.DeleteFile(file));
    return publisher.restore(domain, Map.of(file, edit), false, author, note);
  }

  /**
   * Makes all files of a domain what they were at a version, by a new version; deletes those that
   * were not there. Brings a deleted domain back.
   *
   * @param note why, in at most 1,000 characters
   * @throws UnknownConfigException if that version is not there
   * @throws InvalidDefinitionException if a secret of that version cannot be decrypted any more, or
   *     if what is different is more than one transaction holds: then restore file by file
   */
  public Published restore(DomainName domain, long version, String author, String note) {
    SortedMap<FileName, FileEdit> edits = new TreeMap<>();
    contents(domain, version)
        .forEach((file, content) -> edits.put(file, edit(domain, file, content)));
    return publisher.restore(domain, edits, true, author, note);
  }

  private FileEdit edit(DomainName domain, FileName file, FileContent kept) {
    return new FileEdit.ReplaceContent(file, views.writable(domain, file, kept));
  }
}
