package io.pepper.identity.access;

/** How a permission depends on an account's tags. */
enum TagRule {
  /** It does not. */
  NONE,
  /** It holds for what has one of the account's tags. */
  BOUND,
  /** It is about all tags at once: an account that is restricted to some does not have it. */
  EVERY
}
