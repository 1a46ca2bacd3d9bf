package io.pepper.bridge;

/**
 * A store in which other programs keep their servers, with its own keys, values and sessions. It
 * knows nothing of what the values mean: that is {@link EntryMapping}'s. Methods block, are made
 * for virtual threads and are called by one thread at a time.
 *
 * <p>On every adapter:
 *
 * <ol>
 *   <li>A list MUST hold all entries below the path as they were at one moment, and nothing else.
 *       Each write of an entry MUST give it a revision that it never had.
 *   <li>A put and a removal MUST take effect only while the entry is at the revision that was read,
 *       and otherwise change nothing. What the store cannot make conditional MUST be refused like
 *       an entry that has changed.
 *   <li>A put under the session that was read MUST leave the entry in that session: it ends with it
 *       as before. The other programs' entries are edited so.
 *   <li>An entry under a session of this adapter MUST stay while the session is held, and MUST
 *       vanish by itself once it has ended, also when this process is killed.
 *   <li>{@link #session} MUST return the same session while it is held, without asking the store,
 *       and another one once it has ended.
 *   <li>Each change below a path after the revision of a list MUST be signalled by a watch from
 *       there, unless the watch says that it has ended. A signal too many does no harm.
 *   <li>While the store is away, every call that needs it MUST fail within 10 seconds, by {@link
 *       ForeignRegistryUnavailableException} and nothing else. Once it is back, the same adapter
 *       MUST work again within 30 seconds.
 *   <li>Writes MUST be seen by the next list.
 * </ol>
 */
public interface ForeignRegistry extends AutoCloseable {
  /**
   * Returns this node's session, which keeps what it publishes; it opens one if none is held.
   *
   * @throws ForeignRegistryUnavailableException if the store is away and none is held
   */
  String session();

  /**
   * Returns the entries below a path.
   *
   * @throws ForeignRegistryUnavailableException if the store is away
   */
  ForeignEntries list(String path);

  /**
   * Watches a path.
   *
   * @param revision of the list after which changes are signalled
   * @param signal called when something changed, and when the watch has ended; quick, for any
   *     thread
   * @throws ForeignRegistryUnavailableException if the store is away
   */
  ForeignWatch watch(String path, long revision, Runnable signal);

  /**
   * Writes an entry if it is still as it was read.
   *
   * @param revision that was read; 0 if there must be no such entry
   * @param session that keeps it from then on: this node's, or the one that was read
   * @return whether it was written
   * @throws ForeignRegistryUnavailableException if the store is away, or this node's session has
   *     ended just now
   */
  boolean put(String key, long revision, byte[] value, String session);

  /**
   * Removes an entry if it is still as it was read.
   *
   * @param revision that was read
   * @return whether it was removed
   * @throws ForeignRegistryUnavailableException if the store is away
   */
  boolean remove(String key, long revision);

  /**
   * Disconnects. The session is not ended where the store allows it, so that the node elected next
   * can take over what is published before it vanishes.
   */
  @Override
  void close();
}
