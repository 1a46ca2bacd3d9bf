package io.pepper.config;

import io.pepper.config.cluster.ConfigTable;
import io.pepper.config.cluster.DomainPublisher;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.SearchHit;
import io.pepper.config.snapshot.SearchPage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The domains and files in force, with secrets in the form in which they are kept: {@link
 * ConfigSecrets} shows them. Reading never waits; publishing blocks, and may throw {@code
 * CoordinationUnavailableException}, after which it may have been done or not. Safe for any number
 * of threads.
 */
public final class ConfigFiles {
  private final ConfigTable table;
  private final DomainPublisher publisher;
  private final DomainListeners listeners;
  private final EditPreview preview;

  ConfigFiles(
      ConfigTable table,
      DomainPublisher publisher,
      DomainListeners listeners,
      EditPreview preview) {
    this.table = table;
    this.publisher = publisher;
    this.listeners = listeners;
    this.preview = preview;
  }

  /** Returns all domains, by their names. */
  public List<DomainSnapshot> domains() {
    return List.copyOf(table.all().values());
  }

  public Optional<DomainSnapshot> find(DomainName domain) {
    return table.find(domain);
  }

  /**
   * Returns a domain.
   *
   * @throws UnknownConfigException if it is not there
   */
  public DomainSnapshot get(DomainName domain) {
    return find(domain).orElseThrow(() -> UnknownConfigException.domain(domain));
  }

  /**
   * Returns a file.
   *
   * @throws UnknownConfigException if it or its domain is not there
   */
  public PublishedFile get(DomainName domain, FileName file) {
    return get(domain).find(file).orElseThrow(() -> UnknownConfigException.file(domain, file));
  }

  /**
   * Returns a page of the domains, files and keys that contain a text, whatever its case. Values of
   * secrets are not searched.
   *
   * @param isVisible whether a domain is searched at all
   * @param after where the page before ended; empty for the first
   * @param limit the most hits
   */
  public SearchPage search(
      String text, Predicate<DomainSnapshot> isVisible, Optional<SearchHit> after, int limit) {
    return new ConfigSearch(text, after, limit).in(table.all().values(), isVisible);
  }

  /**
   * Publishes edits of files, all together; subscribers hear of them at once. The first file makes
   * the domain.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if an edit is not allowed
   * @throws io.pepper.config.edit.StaleFileException if a file is not at the version expected
   * @throws io.pepper.config.edit.ReviewRequiredException if the domain takes drafts only
   */
  public Published publish(PublishRequest request) {
    return publisher.publish(request);
  }

  /**
   * Returns what a publish of edits would change, and changes nothing. Never waits.
   *
   * @return one difference for each file, with secrets masked
   * @throws io.pepper.definition.InvalidDefinitionException if an edit is not allowed
   */
  public List<FileDifference> preview(DomainName domain, List<FileEdit> edits) {
    return preview.of(domain, find(domain), edits);
  }

  /**
   * Deletes a domain with its files. Its history stays, and a domain made anew goes on counting.
   *
   * @throws UnknownConfigException if it is not there
   */
  public Published deleteDomain(DomainName domain, String author, String note) {
    return publisher.deleteDomain(domain, author, note);
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
    return publisher.define(domain, edit);
  }

  /**
   * Runs a callback after each change of a domain, also when it comes and goes.
   *
   * @param changed called by a thread that serves all: must be quick, and must not throw
   * @return ends the subscription when run
   */
  public Runnable subscribe(DomainName domain, Runnable changed) {
    return listeners.add(domain, changed);
  }
}
