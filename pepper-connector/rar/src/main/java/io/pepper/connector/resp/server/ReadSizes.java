package io.pepper.connector.resp.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.pepper.connector.resp.parse.BufferBudget;

/**
 * The sizes of one connection's reads: what its client usually sends at once, up to 64 KiB. More
 * than 2 KiB is taken from the memory that the connections share, and only little is read ahead of
 * a batch that is being answered. Used by the connection's event loop only.
 */
final class ReadSizes implements RecvByteBufAllocator {
  private static final int SMALL = 256;
  private static final int FREE = 2 << 10;
  private static final int MAX_SIZE = 64 << 10;
  private static final RecvByteBufAllocator ADAPTIVE =
      new AdaptiveRecvByteBufAllocator(SMALL, SMALL, MAX_SIZE).maxMessagesPerRead(1);

  private final BufferBudget budget;
  private int acquired;
  private boolean ahead;

  ReadSizes(BufferBudget budget) {
    this.budget = budget;
  }

  /** Sets whether reads are ahead of a batch that is being answered. */
  void readAhead(boolean isAhead) {
    ahead = isAhead;
  }

  /** Gives back what was acquired: everything that was read has been used. */
  void usedUp() {
    if (acquired > 0) {
      budget.giveBack(acquired);
      acquired = 0;
    }
  }

  @Override
  public Handle newHandle() {
    return new DelegatingHandle(ADAPTIVE.newHandle()) {
      @Override
      public ByteBuf allocate(ByteBufAllocator allocator) {
        return allocator.ioBuffer(size(guess()));
      }
    };
  }

  private int size(int guess) {
    if (ahead) {
      return SMALL;
    }
    if (guess <= FREE) {
      return guess;
    }
    if (!budget.acquire(guess)) {
      return FREE;
    }
    acquired += guess;
    return guess;
  }
}
