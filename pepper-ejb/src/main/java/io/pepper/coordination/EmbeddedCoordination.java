package io.pepper.coordination;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;

/**
 * Coordination for a single node, in this process. Lasting keys are on disk before a method
 * returns; keys under a lease live in memory and are gone after a restart, as their holder is.
 *
 * <p>One thread makes all changes, one after the other, which is what orders them: it writes the
 * file, then memory, then tells the watches. Reads use the memory on their own thread. Each watch
 * has a virtual thread. A lease lasts as long as this process: nobody else could take over.
 */
final class EmbeddedCoordination implements Coordination {
  private final Path folder;
  private final KeyFile file;
  private final KeySpace keys;
  private final Set<EmbeddedWatch> watches = ConcurrentHashMap.newKeySet();
  private final Set<Long> leases = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastLease = new AtomicLong();
  // Its queue is bounded by the callers, each of whom waits for its own change.
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("pepper-coordination").daemon().factory());

  /**
   * @param folder exists and is used by nobody else
   */
  EmbeddedCoordination(Path folder) {
    this.folder = folder;
    this.file = new KeyFile(folder);
    this.keys = new KeySpace(file.load(), file.reserveRevisions());
  }

  @Override
  public Optional<Entry> get(String key) {
    return keys.get(Limits.key(key));
  }

  @Override
  public Listing list(String prefix) {
    return keys.list(prefix);
  }

  @Override
  public long put(String key, byte[] value) {
    Limits.value(Limits.key(key), value);
    return changed(() -> write(key, value, 0));
  }

  @Override
  public Optional<Long> compareAndPut(
      String key, long expectedRevision, byte[] value, Optional<Lease> lease) {
    Limits.value(Limits.key(key), value);
    return changed(() -> {
      if (keys.get(key).map(Entry::revision).orElse(0L) != expectedRevision) {
        return Optional.empty();
      }
      long holder = lease.map(Lease::id).orElse(0L);
      if (holder != 0 && !leases.contains(holder)) {
        throw new LeaseEndedException(holder, null);
      }
      return Optional.of(write(key, value, holder));
    });
  }

  private long write(String key, byte[] value, long lease) {
    Entry entry = new Entry(key, value.clone(), keys.revision() + 1);
    file.reserve(entry.revision());
    if (lease == 0) {
      file.put(entry);
    } else if (keys.isLasting(key)) {
      file.remove(key);
    }
    keys.put(entry, lease);
    tell(new Change(key, Optional.of(entry.value()), entry.revision()));
    return entry.revision();
  }

  @Override
  public boolean delete(String key) {
    Limits.key(key);
    return changed(() -> keys.get(key).isPresent() && remove(List.of(key)));
  }

  private boolean remove(List<String> gone) {
    long revision = keys.revision() + 1;
    file.reserve(revision);
    gone.stream().filter(keys::isLasting).forEach(file::remove);
    keys.remove(gone, revision);
    gone.forEach(key -> tell(new Change(key, Optional.empty(), revision)));
    return true;
  }

  private void tell(Change change) {
    watches.forEach(watch -> watch.tell(change));
  }

  @Override
  public Lease grant(Duration timeToLive) {
    Limits.timeToLive(timeToLive);
    long id = lastLease.incrementAndGet();
    changed(() -> leases.add(id));
    return new ProcessLease(id);
  }

  private void revoke(long lease) {
    changed(() -> {
      List<String> gone = keys.keysUnder(lease);
      return leases.remove(lease) && !gone.isEmpty() && remove(gone);
    });
  }

  @Override
  public Watch watch(String prefix, Consumer<Change> listener) {
    return EmbeddedWatch.start(prefix, listener, keys, watches);
  }

  @Override
  public String describe() {
    return "embedded in " + folder + ", each change forced to disk";
  }

  @Override
  public void check() {
    changed(() -> true);
  }

  /** Runs a change on the writer's thread and waits for it, whatever interrupts the caller. */
  private <T> T changed(Supplier<T> change) {
    try {
      return CompletableFuture.supplyAsync(() -> onSoundFile(change), writer).join();
    } catch (RejectedExecutionException e) {
      throw new CoordinationUnavailableException("the coordination is closed", e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private <T> T onSoundFile(Supplier<T> change) {
    try {
      file.reopenIfBroken(keys.lasting(), keys.revision());
      return change.get();
    } catch (MVStoreException e) {
      throw new CoordinationUnavailableException(
          "cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (writer.isShutdown()) {
      return;
    }
    List.copyOf(watches).forEach(EmbeddedWatch::close);
    writer.execute(() -> {
      leases.clear();
      file.close();
    });
    // Waits for what is under way, the file's end included.
    writer.close();
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
      return leases.contains(id);
    }

    @Override
    public void close() {
      if (isHeld()) {
        revoke(id);
      }
    }
  }
}
