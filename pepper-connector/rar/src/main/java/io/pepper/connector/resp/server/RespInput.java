package io.pepper.connector.resp.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.FastThreadLocal;
import io.pepper.connector.resp.parse.BufferBudget;
import io.pepper.connector.resp.parse.ParseOutcome;
import io.pepper.connector.resp.parse.RespParser;

/**
 * What was read from a client and is not parsed yet. Reading stops while something is left over
 * that cannot be parsed before a batch is answered. Used by the connection's event loop only.
 */
final class RespInput {
  /** The bytes being parsed by the thread: all connections of a loop share them. */
  private static final FastThreadLocal<byte[]> PARSED =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[64 << 10];
        }
      };

  private final SocketChannel channel;
  private final ReadSizes sizes;

  /** Null if there is nothing. */
  private ByteBuf bytes;

  RespInput(SocketChannel channel, BufferBudget budget) {
    this.channel = channel;
    sizes = new ReadSizes(budget);
    channel.config().setRecvByteBufAllocator(sizes);
  }

  boolean isEmpty() {
    return bytes == null;
  }

  /** Takes over what was read. */
  void add(ByteBuf read) {
    bytes = bytes == null ? read : Unpooled.wrappedBuffer(bytes, read);
  }

  void drop() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
    sizes.usedUp();
  }

  /** Parses until the parser stops; what it has not used stays. */
  ParseOutcome parse(RespParser parser) {
    byte[] piece = PARSED.get();
    int length = Math.min(piece.length, bytes.readableBytes());
    bytes.readBytes(piece, 0, length);
    parser.feed(piece, length);
    ParseOutcome outcome = parser.next();
    bytes.readerIndex(bytes.readerIndex() - parser.release());
    if (!bytes.isReadable()) {
      drop();
    }
    return outcome;
  }

  /** Has only little read ahead of a batch that is being answered. */
  void readAhead(boolean isAhead) {
    sizes.readAhead(isAhead);
  }

  void stopReading() {
    channel.config().setAutoRead(false);
  }

  void goOnReading() {
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }
}
