package io.pepper.connector.resp.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.CountDownLatch;

/**
 * The way of replies to the client, in pieces, each of which restarts the client's time to take it.
 * For one thread at a time.
 */
final class ReplySender {
  private static final int PIECE = 64 << 10;

  private final SocketChannel channel;
  private final OutputBuffer out;
  private final ClientDeadline deadline;
  private final long writeNanos;
  private boolean broken;

  /**
   * @param deadline of the client, set while a piece waits for it
   * @param writeNanos how long a piece may wait
   */
  ReplySender(SocketChannel channel, OutputBuffer out, ClientDeadline deadline, long writeNanos) {
    this.channel = channel;
    this.out = out;
    this.deadline = deadline;
    this.writeNanos = writeNanos;
  }

  /** Returns whether the client can no longer be sent anything. */
  boolean isBroken() {
    return broken;
  }

  boolean hasReplies() {
    return out.length() > 0;
  }

  /** Forgets what was not sent. */
  void drop() {
    out.clear();
  }

  /**
   * Sends everything; on the event loop.
   *
   * @param onSent runs there when all is sent or the client is gone, at once if there is no need to
   *     wait
   */
  void send(Runnable onSent) {
    sendFrom(0, onSent);
  }

  private void sendFrom(int start, Runnable onSent) {
    for (int from = start; from < out.length() && !broken; from += PIECE) {
      ChannelFuture written = write(from);
      if (!written.isDone()) {
        int next = from + PIECE;
        long before = deadline.nanos();
        deadline.restart(writeNanos);
        written.addListener(done -> {
          deadline.set(before);
          broken |= !done.isSuccess();
          sendFrom(next, onSent);
        });
        return;
      }
      broken = !written.isSuccess();
    }
    out.clear();
    onSent.run();
  }

  private ChannelFuture write(int from) {
    int length = Math.min(PIECE, out.length() - from);
    ByteBuf piece = channel.alloc().directBuffer(length);
    out.copyTo(piece, from, length);
    return channel.writeAndFlush(piece);
  }

  /** Sends replies of a batch that is still being answered; waits unless on the event loop. */
  void sendEarly() {
    if (channel.eventLoop().inEventLoop()) {
      return; // A batch that needs no waiting has short replies; they are sent together.
    }
    long before = deadline.nanos();
    for (int from = 0; from < out.length() && !broken; from += PIECE) {
      deadline.restart(writeNanos);
      broken = !isSent(write(from));
    }
    deadline.set(before);
    out.clear();
  }

  private static boolean isSent(ChannelFuture written) {
    CountDownLatch done = new CountDownLatch(1);
    written.addListener(any -> done.countDown());
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return written.isSuccess();
  }
}
