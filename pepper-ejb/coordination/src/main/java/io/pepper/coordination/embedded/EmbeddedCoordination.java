package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationLimits;
import io.pepper.coordination.embedded.KeySpace.LeasedEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Coordination for a single node, in this process. Lasting keys are on disk before a method
 * returns; keys under a lease live in memory and are gone after a restart, as their holder is.
 *
 * <p>One thread makes all changes, one after the other, which is what orders them; those that wait
 * at the same moment share one write to disk ({@link KeyWriterThread}). Reads use the memory on
 * their own thread and see nothing that is not durable. Each watch has a virtual thread. A lease
 * lasts as long as this process: no other node could take over.
 */
public final class EmbeddedCoordination implements Coordination {
  private final KeyFile file;
  private final KeySpace keys;
  private final Set<EmbeddedWatch> watches = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastLease = new AtomicLong();
  private final KeyWriterThread writer;

  /**
   * @param folder exists and is used by no other process
   */
  public EmbeddedCoordination(Path folder) {
    this(new KeyFile(folder));
  }

  /**
   * @param file is this one's from now on
   */
  EmbeddedCoordination(KeyFile file) {
    this.file = file;
    this.keys = new KeySpace(file.load(), file.reserveRevisions());
    this.writer = new KeyWriterThread(file, keys, this::notifyWatches);
  }

  private void notifyWatches(Changes changes) {
    watches.forEach(watch -> watch.offer(changes));
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Optional<Entry> get(String key) {
    return keys.get(CoordinationLimits.key(key)).map(LeasedEntry::entry);
  }

  @Override
  public Listing list(String prefix) {
    return keys.list(prefix);
  }

  @Override
  public long put(String key, byte[] value) {
    return commit(Transaction.unconditional().put(key, value)).orElseThrow();
  }

  @Override
  public Optional<Long> commit(Transaction transaction) {
    CoordinationLimits.transaction(transaction);
    return writer.make(CoordinationLimits.bytes(transaction), draft -> draft.commit(transaction));
  }

  @Override
  public boolean delete(String key) {
    Transaction deletion = Transaction.unconditional().delete(CoordinationLimits.key(key));
    return writer.make(
        CoordinationLimits.bytes(deletion),
        draft -> {
          boolean existed = draft.get(key).isPresent();
          draft.commit(deletion);
          return existed;
        });
  }

  @Override
  public Lease grant(Duration timeToLive) {
    CoordinationLimits.timeToLive(timeToLive);
    long id = lastLease.incrementAndGet();
    writer.make(0, draft -> draft.grant(id));
    return new ProcessLease(id);
  }

  @Override
  public KeyWatch follow(String prefix, Consumer<Changes> listener) {
    return EmbeddedWatch.start(prefix, listener, keys, watches);
  }

  @Override
  public String describe() {
    return "embedded in " + file + ", each change forced to disk";
  }

  @Override
  public void check() {
    writer.make(0, KeyWriteBatch::revision);
  }

  @Override
  public void close() {
    List.copyOf(watches).forEach(EmbeddedWatch::close);
    writer.close();
    keys.endLeases();
  }

  private final class ProcessLease implements Lease {
    private final long id;

    ProcessLease(long id) {
      this.id = id;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public boolean isHeld() {
      return keys.isHeld(id);
    }

    @Override
    public void close() {
      if (isHeld()) {
        writer.make(0, draft -> draft.revoke(id));
      }
    }
  }
}
