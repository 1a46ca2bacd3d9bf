package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination.Entry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A format of texts, for tests. {@code ?} cannot be read; whoever reads {@code hold} waits until it
 * is released.
 */
final class TextFormat implements EntryFormat<String, String>, AutoCloseable {
  private static final int LIMIT_SECONDS = 60;

  private final Semaphore held = new Semaphore(0);
  private volatile CountDownLatch released = new CountDownLatch(1);

  @Override
  public String key(String name) {
    if (name.contains(" ")) {
      throw new IllegalArgumentException("'" + name + "' has a space");
    }
    return name;
  }

  @Override
  public String read(String key, Entry entry) {
    String text = new String(entry.value(), UTF_8);
    if (text.equals("?")) {
      throw new IllegalStateException("'?' cannot be read, on purpose");
    }
    if (text.equals("hold")) {
      CountDownLatch mine = released;
      held.release();
      try {
        mine.await(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return text;
  }

  @Override
  public byte[] write(String text) {
    return text.getBytes(UTF_8);
  }

  /** Waits until a reader is held. */
  void awaitHeld() throws InterruptedException {
    if (!held.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing was held");
    }
  }

  void release() {
    CountDownLatch last = released;
    released = new CountDownLatch(1);
    last.countDown();
  }

  /** Releases a reader, and waits until the next one is held. */
  void releaseAndAwaitHeld() throws InterruptedException {
    release();
    awaitHeld();
  }

  @Override
  public void close() {
    release();
  }
}
