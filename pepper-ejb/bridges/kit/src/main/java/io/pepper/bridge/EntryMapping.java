package io.pepper.bridge;

import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * The translation between the entries below one path and the instances of one environment.
 * Stateless.
 *
 * <p>On every adapter:
 *
 * <ol>
 *   <li>A server that {@link #entries} made MUST be recognized as ours when it is read, on all
 *       nodes and after a restart, by its entry alone; no other may be.
 *   <li>All servers of others MUST have the mapping's origin and environment, and no other bridge
 *       may have the same two: what has them and is in no entry is removed here.
 *   <li>The same instance MUST make the same entries, byte by byte: what differs is written again.
 * </ol>
 */
public interface EntryMapping {
  /** Returns the path below which the entries are listed and watched. */
  String path();

  String environment();

  /** Returns the origin of the other programs' servers here. */
  Origin origin();

  /** Reads an entry; empty if it is no server's, so that it is left alone. */
  Optional<ForeignServer> read(ForeignEntry entry);

  /**
   * Returns the values by key of the entries that show an instance to the other programs; none if
   * they cannot call it. Is asked only for instances of other origins.
   */
  Map<String, byte[]> entries(Instance instance);
}
