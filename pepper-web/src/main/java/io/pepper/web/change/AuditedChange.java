package io.pepper.web.change;

import java.util.function.UnaryOperator;

/** A change that remembers what it changed, for the audit trail; the last time counts. */
final class AuditedChange<T> implements UnaryOperator<T> {
  private final UnaryOperator<T> change;
  private volatile T before;
  private volatile T after;

  AuditedChange(UnaryOperator<T> change) {
    this.change = change;
  }

  @Override
  public T apply(T present) {
    T changed = change.apply(present);
    before = present;
    after = changed;
    return changed;
  }

  T before() {
    return before;
  }

  T after() {
    return after;
  }

  boolean changedAnything() {
    return !after.equals(before);
  }
}
