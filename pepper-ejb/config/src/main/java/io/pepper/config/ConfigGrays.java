package io.pepper.config;

import io.pepper.config.cluster.DomainGrays;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.edit.GrayRequest;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.UnknownConfigException;

/**
 * The steps of gray releases: changes of a file that only some nodes have, at most one for each
 * file, read by {@code PublishedFile.gray}. Each step is a version of the domain, with one push.
 * Safe for any number of threads; methods block, and may throw {@code
 * CoordinationUnavailableException}.
 */
public final class ConfigGrays {
  private final DomainGrays grays;

  ConfigGrays(DomainGrays grays) {
    this.grays = grays;
  }

  /**
   * Gives changes of a file, or its draft, to the nodes of a rule, in the place of a gray release
   * that runs.
   *
   * @throws UnknownConfigException if the file is not there, or the draft
   * @throws io.pepper.definition.InvalidDefinitionException if the rule or a change is not allowed,
   *     or nothing changes
   * @throws io.pepper.config.edit.ReviewRequiredException if the domain takes drafts of other
   *     persons only
   * @throws io.pepper.config.edit.StaleDraftException if the draft is not at the revision expected
   * @throws io.pepper.config.edit.StaleFileException if the file changed since the draft was begun
   */
  public Published release(GrayRequest request) {
    return grays.release(request);
  }

  /**
   * Gives the changes of the gray release that runs to the nodes of another rule.
   *
   * @param note why, in at most 1,000 characters
   * @throws UnknownConfigException if no gray release of the file runs
   */
  public Published changeRule(
      DomainName domain, FileName file, GrayRule rule, String author, String note) {
    return grays.changeRule(domain, file, rule, author, note);
  }

  /**
   * Makes the changes of the gray release for all nodes, on top of what the file is now.
   *
   * @param note why, in at most 1,000 characters
   * @throws UnknownConfigException if no gray release of the file runs
   */
  public Published promote(DomainName domain, FileName file, String author, String note) {
    return grays.promote(domain, file, author, note);
  }

  /**
   * Ends the gray release: its nodes have what all have.
   *
   * @param note why, in at most 1,000 characters
   * @throws UnknownConfigException if no gray release of the file runs
   */
  public Published abandon(DomainName domain, FileName file, String author, String note) {
    return grays.abandon(domain, file, author, note);
  }
}
