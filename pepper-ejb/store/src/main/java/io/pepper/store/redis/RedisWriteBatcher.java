package io.pepper.store.redis;

import io.lettuce.core.RedisException;
import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WriteRoom;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The group commit to Redis: writes of concurrent callers are sent together. There is no writer
 * thread. A caller sends the waiting writes when no batch is in flight, and so does the event loop
 * on which the replies of the batch before arrive. Nothing here waits for Redis
 * (docs/adr/0010-redis-writes-in-groups.md).
 *
 * <p>Bounded by bytes. Every write ends within the deadline; a connection on which a batch does not
 * is replaced.
 */
final class RedisWriteBatcher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisWriteBatcher.class.getName());

  /** The most batches in flight: more would be smaller ones, each with its own system calls. */
  private static final int MAX_IN_FLIGHT = 1;

  private static final long MAX_BATCH_BYTES = 1 << 20;
  private static final int DEADLINE_CHECKS = 20;

  private final RedisConnection<?> connection;
  private final Duration deadline;
  private final PushListener listener;
  private final Queue<RedisWrite> waiting = new ConcurrentLinkedQueue<>();
  private final WriteRoom room;
  private final ReentrantLock sending = new ReentrantLock();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Set<WriteBatch> sent = ConcurrentHashMap.newKeySet();
  private final PeriodicTask deadlines;
  private volatile boolean closed;

  /** The receiver of pushes. Both methods may be called on an event loop. */
  interface PushListener {
    /** Returns the moves to be sent right behind a push; null if there are none. */
    ListMoves movesBehind(WriteCommand push);

    /** Reports a stored push after which the list was not empty. */
    void stored(WriteCommand push);
  }

  RedisWriteBatcher(RedisConnection<?> connection, Duration deadline, PushListener listener) {
    this.connection = connection;
    this.deadline = deadline;
    this.listener = listener;
    this.room = new WriteRoom(deadline);
    this.deadlines =
        PeriodicTask.every(
                Threads.virtual("pepper-redis-deadline"),
                deadline.dividedBy(DEADLINE_CHECKS),
                this::failOverdue)
            .start();
  }

  /**
   * Submits a write; waits only if more than 64 MiB are waiting already.
   *
   * @return completes with the replies of the last step, on an event loop
   */
  RedisWrite submit(RedisWrite write) {
    if (!room.enter(write.size)) {
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

  /** Returns whether so little waits that the next writes are taken at once. */
  boolean hasRoom() {
    return room.isPlentiful();
  }

  private void flush() {
    // A batch that fails at once calls this again; the outer loop goes on then.
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
    WriteBatch batch = new WriteBatch(this::replied);
    RedisWrite write;
    while (batch.bytes() < MAX_BATCH_BYTES && (write = waiting.poll()) != null) {
      batch.add(write);
    }
    for (WriteCommand push : batch.pushes()) {
      ListMoves moves = listener.movesBehind(push);
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
      connection.send(commands);
    } catch (RuntimeException e) {
      // Edge: on any failure of the client this batch must end, or nothing is written any more.
      commands.forEach(command -> command.completeExceptionally(e));
    }
  }

  private void replied(WriteBatch batch) {
    sent.remove(batch);
    inFlight.decrementAndGet();
    // The next batch travels while the callers of this one are woken.
    flush();
    for (WriteBatch.BatchedWrite item : batch.items()) {
      finish(item);
    }
    flush();
    // Last: these are hints only, and no caller's result may depend on them.
    for (WriteCommand push : batch.pushes()) {
      if (push.failure() == null && !batch.movedAll(push)) {
        listener.stored(push);
      }
    }
  }

  private void finish(WriteBatch.BatchedWrite item) {
    RedisWrite write = item.write();
    Throwable failure = item.failure();
    if (failure != null) {
      RedisReplies.replaceIfWrongServer(connection, failure);
      fail(write, failure);
    } else if (write.advance()) {
      waiting.add(write);
    } else {
      room.leave(write.size);
      write.complete(item.replies());
    }
  }

  private void fail(RedisWrite write, Throwable cause) {
    room.leave(write.size);
    write.completeExceptionally(RedisReplies.unavailable(cause));
  }

  private void failOverdue() {
    long before = System.nanoTime() - deadline.toNanos();
    for (WriteBatch batch : sent) {
      if (batch.sentAt() - before < 0) {
        LOG.log(System.Logger.Level.WARNING, "Redis did not answer within {0}", deadline);
        // Fails what is under way, and with it this batch.
        connection.replace();
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
    // A write that came while the lock was held here has not been sent.
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
    deadlines.end();
  }
}
