package io.pepper.config.definition;

/** The ways in which a version of a domain comes about. */
public enum RevisionKind {
  PUBLISHED,
  RESTORED,
  GRAY_RELEASED,
  GRAY_PROMOTED,
  GRAY_ABANDONED,
  DOMAIN_DELETED
}
