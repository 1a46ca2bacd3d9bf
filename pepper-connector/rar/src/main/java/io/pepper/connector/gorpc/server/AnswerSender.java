package io.pepper.connector.gorpc.server;

import io.pepper.gob.GobException;
import io.pepper.gob.write.GobMessage;
import io.pepper.gob.write.GobWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way of answers to one client, in the order in which they are given. Any thread adds them and
 * goes on at once; a virtual thread that lives as long as there are any sends them.
 */
final class AnswerSender {
  static final long NEVER = Long.MAX_VALUE;
  private static final int MAX_BUFFER_BYTES = 2048;

  /** One answer: its header, its body or null, and what to do when it is sent or dropped. */
  private record Frame(GobMessage header, GobMessage body, Runnable afterwards) {}

  private final String threadName;
  private final long writeNanos;
  private final Runnable onBroken;
  private final Runnable onIdle;
  private final OutputStream out;
  private final GobWriter writer;
  private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile long due = NEVER;
  private volatile boolean isBroken;

  /**
   * @param writeNanos the longest time for one answer
   * @param onBroken runs when the client cannot be sent anything more
   * @param onIdle runs when all answers are sent or dropped
   */
  AnswerSender(
      OutputStream stream, String threadName, long writeNanos, Runnable onBroken, Runnable onIdle) {
    out = new BufferedOutputStream(stream, MAX_BUFFER_BYTES);
    writer = new GobWriter(out);
    this.threadName = threadName;
    this.writeNanos = writeNanos;
    this.onBroken = onBroken;
    this.onIdle = onIdle;
  }

  /**
   * Sends an answer, later.
   *
   * @param body null if there is none
   * @param afterwards runs when it is sent, or is not going to be
   */
  void send(GobMessage header, GobMessage body, Runnable afterwards) {
    frames.add(new Frame(header, body, afterwards));
    if (pending.getAndIncrement() == 0) {
      Thread.ofVirtual().name(threadName).start(this::sendAll);
    }
  }

  private void sendAll() {
    do {
      Frame frame = frames.poll();
      try {
        write(frame);
      } finally {
        frame.afterwards().run();
      }
    } while (pending.decrementAndGet() > 0);
    onIdle.run();
  }

  private void write(Frame frame) {
    if (isBroken) {
      return;
    }
    due = System.nanoTime() + writeNanos;
    try {
      writer.write(frame.header());
      if (frame.body() != null) {
        writer.write(frame.body());
      }
      if (pending.get() == 1) {
        out.flush();
      }
    } catch (IOException | GobException e) {
      isBroken = true;
      onBroken.run();
    } finally {
      due = NEVER;
    }
  }

  /** Returns whether the client has not taken an answer in time. */
  boolean isOverdue(long now) {
    long time = due;
    return time != NEVER && now - time > 0;
  }

  /** Returns whether answers are on their way. */
  boolean isBusy() {
    return pending.get() > 0;
  }
}
