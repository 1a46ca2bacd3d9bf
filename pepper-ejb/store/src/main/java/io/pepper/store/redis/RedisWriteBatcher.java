package io.pepper.store.redis;

import io.lettuce.core.RedisException;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.redis.connection.CallbackCommand;
import io.pepper.store.redis.connection.ListMoves;
import io.pepper.store.redis.connection.RedisConnection;
import io.pepper.store.redis.connection.RedisReplies;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries the writes of all callers of the moment to Redis together. There is no writer thread:
 * whoever brings a write while few are under way sends what waits, and so does the event loop on
 * which the answers of the batch before arrive. Nothing here waits for Redis.
 *
 * <p>Bounded by bytes. Every write ends within the deadline; a connection on which a batch does not
 * is given up.
 */
final class RedisWriteBatcher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisWriteBatcher.class.getName());

  /** More batches would be smaller ones, and each costs a write and a read. */
  private static final int MAX_IN_FLIGHT = 1;

  private static final long MAX_BATCH_BYTES = 1 << 20;
  private static final int MAX_WAITING_BYTES = 64 << 20;
  private static final int DEADLINE_CHECKS = 20;

  private final RedisConnection<?> line;
  private final Duration deadline;
  private final PushListener pushed;
  private final Queue<RedisWrite> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(MAX_WAITING_BYTES);
  private final ReentrantLock sending = new ReentrantLock();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Set<WriteBatch> sent = ConcurrentHashMap.newKeySet();
  private final Thread watch;
  private volatile boolean closed;

  /** Who cares for pushes. Both methods may be called on an event loop. */
  interface PushListener {
    /** A push is about to be sent: what is to be sent right behind it, or null. */
    ListMoves movesBehind(WriteCommand push);

    /** A push succeeded, and not all of the list was moved away right behind it. */
    void stored(WriteCommand push);
  }

  RedisWriteBatcher(RedisConnection<?> line, Duration deadline, PushListener pushed) {
    this.line = line;
    this.deadline = deadline;
    this.pushed = pushed;
    this.watch = Thread.ofVirtual().name("pepper-redis-deadline").start(this::watchDeadlines);
  }

  /**
   * Waits for room if very much is waiting already, then returns.
   *
   * @return completed with the replies of the last step, on an event loop
   */
  RedisWrite submit(RedisWrite write) {
    if (!enter(write)) {
      write.completeExceptionally(
          new StoreUnavailableException("Redis is too slow: too much waits to be written", null));
      return write;
    }
    if (closed) {
      fail(write, new RedisException("the store is closed"));
      return write;
    }
    waiting.add(write);
    flush();
    return write;
  }

  private boolean enter(RedisWrite write) {
    int bytes = Math.min(write.size, MAX_WAITING_BYTES);
    try {
      return room.tryAcquire(bytes)
          || room.tryAcquire(bytes, deadline.toMillis() / 4, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void leave(RedisWrite write) {
    room.release(Math.min(write.size, MAX_WAITING_BYTES));
  }

  private void flush() {
    // A batch that fails at once comes back here; the outer loop goes on then.
    while (mayFlush() && !sending.isHeldByCurrentThread() && sending.tryLock()) {
      try {
        while (mayFlush()) {
          send(nextBatch());
        }
      } finally {
        sending.unlock();
      }
    }
  }

  private boolean mayFlush() {
    return inFlight.get() < MAX_IN_FLIGHT && !waiting.isEmpty();
  }

  private WriteBatch nextBatch() {
    WriteBatch batch = new WriteBatch(this::answered);
    RedisWrite write;
    while (batch.bytes() < MAX_BATCH_BYTES && (write = waiting.poll()) != null) {
      batch.add(write);
    }
    for (WriteCommand push : batch.pushes()) {
      ListMoves moves = pushed.movesBehind(push);
      if (moves != null) {
        batch.follow(push, moves);
      }
    }
    return batch;
  }

  private void send(WriteBatch batch) {
    Collection<CallbackCommand<?>> commands = batch.seal();
    if (commands.isEmpty()) {
      return;
    }
    inFlight.incrementAndGet();
    sent.add(batch);
    try {
      line.send(commands);
    } catch (RuntimeException e) {
      // An edge: whatever the client throws, this batch must end, or nothing is written any more.
      commands.forEach(command -> command.completeExceptionally(e));
    }
  }

  private void answered(WriteBatch batch) {
    sent.remove(batch);
    inFlight.decrementAndGet();
    // The next batch travels while the callers of this one are woken.
    flush();
    for (WriteBatch.Item item : batch.items()) {
      finish(item);
    }
    flush();
    // Last: these are hints only, and nobody's answer may depend on them.
    for (WriteCommand push : batch.pushes()) {
      if (push.failure() == null && !batch.movedAll(push)) {
        pushed.stored(push);
      }
    }
  }

  private void finish(WriteBatch.Item item) {
    RedisWrite write = item.write();
    Throwable failure = item.failure();
    if (failure != null) {
      RedisReplies.replaceIfWrongServer(line, failure);
      fail(write, failure);
    } else if (write.advance()) {
      waiting.add(write);
    } else {
      leave(write);
      write.complete(item.replies());
    }
  }

  private void fail(RedisWrite write, Throwable cause) {
    leave(write);
    write.completeExceptionally(RedisReplies.unavailable(cause));
  }

  private void watchDeadlines() {
    try {
      while (!closed) {
        Thread.sleep(deadline.dividedBy(DEADLINE_CHECKS));
        expire(System.nanoTime() - deadline.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void expire(long before) {
    for (WriteBatch batch : sent) {
      if (batch.sentAt() - before < 0) {
        LOG.log(System.Logger.Level.WARNING, "Redis did not answer within {0}", deadline);
        // Fails what is under way, and with it this batch.
        line.replace();
        break;
      }
    }
    sending.lock();
    try {
      RedisWrite oldest;
      while ((oldest = waiting.peek()) != null && oldest.startedAt - before < 0) {
        waiting.poll();
        fail(oldest, new RedisException("no answer within " + deadline));
      }
    } finally {
      sending.unlock();
    }
    // A write that came while the lock was held here has found nobody to send it.
    flush();
  }

  /** Waits until everything is answered, at most for the deadline. */
  @Override
  public void close() {
    closed = true;
    long end = System.nanoTime() + deadline.toNanos();
    while ((inFlight.get() > 0 || !waiting.isEmpty()) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    watch.interrupt();
  }
}
