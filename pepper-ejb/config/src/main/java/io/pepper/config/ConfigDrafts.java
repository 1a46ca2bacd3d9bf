package io.pepper.config;

import io.pepper.config.cluster.ConfigTable;
import io.pepper.config.cluster.DomainDrafts;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.DraftPublishRequest;
import io.pepper.config.edit.DraftRequest;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.secret.SecretViews;
import io.pepper.config.snapshot.PublishedFile;
import java.util.List;
import java.util.Optional;

/**
 * The drafts, which come into force when they are published: at most one of each file, which all
 * nodes share. Secrets are in the form in which they are kept: {@link ConfigSecrets} shows them.
 * Safe for any number of threads; methods block but for {@link #list}, and may throw {@code
 * CoordinationUnavailableException}.
 */
public final class ConfigDrafts {
  private final ConfigTable table;
  private final DomainDrafts drafts;
  private final SecretViews views;

  ConfigDrafts(ConfigTable table, DomainDrafts drafts, SecretViews views) {
    this.table = table;
    this.drafts = drafts;
    this.views = views;
  }

  /** Returns the drafts of a domain, which need not be there yet, by the names of their files. */
  public List<FileDraft> list(DomainName domain) {
    return drafts.list(domain);
  }

  /**
   * Returns the draft of a file.
   *
   * @throws UnknownConfigException if there is none
   */
  public FileDraft get(DomainName domain, FileName file) {
    return drafts.find(domain, file).orElseThrow(() -> UnknownConfigException.draft(domain, file));
  }

  /**
   * Begins or changes a draft.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if the edit is not allowed, or the
   *     domain has 40 drafts
   * @throws io.pepper.config.edit.StaleDraftException if the draft is not at the revision expected
   */
  public FileDraft save(DraftRequest request) {
    return drafts.save(request);
  }

  /**
   * Makes the changes of a draft anew on what the file is now, so that publishing it undoes nothing
   * that came into force since it was begun, except where both changed the same key.
   *
   * @param base what the file was when the draft was begun; empty if it was not there
   * @param revision the one that the draft must be at
   * @param author who does so, and is the draft's author then
   * @throws UnknownConfigException if there is no draft
   * @throws io.pepper.config.edit.StaleDraftException if it is not at that revision
   */
  public FileDraft rebase(
      DomainName domain, FileName file, Optional<FileContent> base, long revision, String author) {
    return drafts.rebase(domain, file, base, revision, author);
  }

  /** Discards a draft; returns whether there was one. */
  public boolean discard(DomainName domain, FileName file) {
    return drafts.discard(domain, file);
  }

  /**
   * Compares a draft with what is in force, secrets masked.
   *
   * @throws UnknownConfigException if there is no draft
   */
  public FileDifference difference(DomainName domain, FileName file) {
    Optional<FileContent> present =
        table.find(domain).flatMap(there -> there.find(file)).map(PublishedFile::content);
    return views.difference(domain, file, present, get(domain, file).content());
  }

  /**
   * Brings drafts into force with one version and one push, after which they are no more.
   *
   * @throws UnknownConfigException if one is not there
   * @throws io.pepper.config.edit.StaleDraftException if one is not at the revision expected
   * @throws io.pepper.config.edit.StaleFileException if a file was published since its draft was
   *     begun, unless forced
   * @throws io.pepper.config.edit.ReviewRequiredException if the domain wants another person than
   *     the author of a draft to publish it
   */
  public Published publish(DraftPublishRequest request) {
    return drafts.publish(request);
  }
}
