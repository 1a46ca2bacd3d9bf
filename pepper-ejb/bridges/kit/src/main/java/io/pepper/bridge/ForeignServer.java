package io.pepper.bridge;

import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Registration;
import java.util.Optional;

/** A server as an entry of a foreign registry describes it. Immutable. */
public interface ForeignServer {
  ForeignEntry entry();

  /** Returns whether this cluster published the entry, so that it is not shown here again. */
  boolean isOurs();

  /**
   * Returns the server's own description, without what Pepper wrote to the entry: the same for
   * entries that differ only in what nobody here is to be woken for.
   *
   * @throws IllegalArgumentException naming why it cannot be shown
   */
  Registration registration();

  /** Returns the conditions that operators of Pepper set, as far as the entry has them. */
  Conditions conditions();

  /**
   * Returns the value that the entry of another program is to have under conditions, with those set
   * before undone; empty if it is not to be written.
   */
  Optional<byte[]> under(Conditions conditions);
}
