package io.pepper.store.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Moves of entries from one list's tail to another's head: one command each, all sent together, and
 * one future for all. Lua would make one command of them, but not every Redis knows it.
 */
final class ListMoves {
  private final List<Move> moves;
  private final Left left;
  private final AtomicInteger open;
  private final CompletableFuture<List<byte[]>> moved = new CompletableFuture<>();
  private Runnable onReply = () -> {};

  ListMoves(byte[] from, byte[] to, int max) {
    this(from, to, max, false);
  }

  private ListMoves(byte[] from, byte[] to, int max, boolean counts) {
    CommandArgs<byte[], byte[]> keys = AnsweredCommand.keys(from, to);
    byte[] encoded = RespArguments.command("RPOPLPUSH", from, to);
    this.moves = new ArrayList<>(max);
    this.open = new AtomicInteger(max + (counts ? 1 : 0));
    for (int i = 0; i < max; i++) {
      moves.add(new Move(keys, encoded, this::replied));
    }
    this.left = counts ? new Left(from, this::replied) : null;
  }

  /** Asks afterwards how many entries are left. */
  static ListMoves thatCount(byte[] from, byte[] to, int max) {
    return new ListMoves(from, to, max, true);
  }

  /** In the order in which they are to be sent. */
  List<AnsweredCommand<?>> commands() {
    List<AnsweredCommand<?>> commands = new ArrayList<>(moves);
    if (left != null) {
      commands.add(left);
    }
    return commands;
  }

  /**
   * To be called before they are sent.
   *
   * @param each runs for each command that has an answer or has failed, after {@link #moved} if it
   *     is the last
   */
  void onReply(Runnable each) {
    onReply = each;
  }

  /**
   * What was moved, in the order it was moved. Fails if one failed; what others have moved is then
   * where it was to go, and nobody has been told.
   */
  CompletableFuture<List<byte[]>> moved() {
    return moved;
  }

  /** Whether all went well, and Redis said that nothing was left. */
  boolean movedAll() {
    return left != null
        && left.failure() == null
        && left.isNone()
        && !moved.isCompletedExceptionally();
  }

  private void replied() {
    if (open.decrementAndGet() == 0) {
      finish();
    }
    onReply.run();
  }

  private void finish() {
    List<byte[]> entries = new ArrayList<>(moves.size());
    for (Move move : moves) {
      if (move.failure() != null) {
        moved.completeExceptionally(move.failure());
        return;
      }
      byte[] entry = move.getOutput().get();
      if (entry != null) {
        entries.add(entry);
      }
    }
    moved.complete(entries);
  }

  private static final class Left extends AnsweredCommand<Long> {
    Left(byte[] list, Runnable onReply) {
      super(CommandType.LLEN, new IntegerOutput<>(ByteArrayCodec.INSTANCE), keys(list), onReply);
    }

    boolean isNone() {
      Long count = getOutput().get();
      return count != null && count == 0;
    }
  }

  private static final class Move extends AnsweredCommand<byte[]> {
    private final byte[] encoded;

    Move(CommandArgs<byte[], byte[]> keys, byte[] encoded, Runnable onReply) {
      super(CommandType.RPOPLPUSH, new ByteArrayOutput<>(ByteArrayCodec.INSTANCE), keys, onReply);
      this.encoded = encoded;
    }

    @Override
    public void encode(ByteBuf buffer) {
      buffer.writeBytes(encoded);
    }
  }
}
