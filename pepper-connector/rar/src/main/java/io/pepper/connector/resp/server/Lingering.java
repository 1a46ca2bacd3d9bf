package io.pepper.connector.resp.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose last replies are sent: what the client still sends is read and
 * dropped for a while, because closing with unread input would destroy the replies. Used by the
 * connection's event loop only.
 */
final class Lingering {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_BYTES = 1 << 20;

  private final SocketChannel channel;
  private final ClientDeadline deadline;
  private boolean begun;
  private int left = MAX_BYTES;

  /**
   * @param deadline ends it
   */
  Lingering(SocketChannel channel, ClientDeadline deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  boolean isBegun() {
    return begun;
  }

  void begin() {
    if (!begun) {
      begun = true;
      deadline.restart(NANOS);
      RespEncryption.shutdownOutput(channel);
      channel.config().setAutoRead(true);
    }
  }

  /** Drops what the client sent. */
  void read(ByteBuf bytes) {
    left -= bytes.readableBytes();
    bytes.release();
    if (left < 0) {
      channel.close();
    }
  }
}
