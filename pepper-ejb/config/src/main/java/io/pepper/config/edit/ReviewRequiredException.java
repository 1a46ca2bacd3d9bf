package io.pepper.config.edit;

import io.pepper.config.definition.DomainName;

/** The refusal of a change that another person has to publish. */
public final class ReviewRequiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ReviewRequiredException(String message) {
    super(message);
  }

  /** Returns the refusal of a change without a draft. */
  public static ReviewRequiredException direct(DomainName domain) {
    return new ReviewRequiredException(
        "domain %s takes reviewed changes only: save a draft, and let another person publish it"
            .formatted(domain));
  }

  /** Returns the refusal of a publish by the draft's own author. */
  public static ReviewRequiredException ofOwnDraft(DomainName domain, String author) {
    return new ReviewRequiredException(
        "domain %s takes reviewed changes only, and %s changed the draft last: another person must publish it"
            .formatted(domain, author));
  }
}
