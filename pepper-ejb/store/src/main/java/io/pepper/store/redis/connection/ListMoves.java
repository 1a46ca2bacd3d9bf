package io.pepper.store.redis.connection;

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
 * one future for all. A Lua script would be one command, but not every Redis has Lua.
 */
public final class ListMoves {
  private final List<Move> moves;
  private final RemainingCount remaining;
  private final AtomicInteger unanswered;
  private final CompletableFuture<List<byte[]>> moved = new CompletableFuture<>();
  private Runnable onReply = () -> {};

  ListMoves(byte[] from, byte[] to, int max) {
    this(from, to, max, false);
  }

  private ListMoves(byte[] from, byte[] to, int max, boolean counts) {
    CommandArgs<byte[], byte[]> keys = CallbackCommand.keys(from, to);
    byte[] encoded = RespArguments.command("RPOPLPUSH", from, to);
    this.moves = new ArrayList<>(max);
    this.unanswered = new AtomicInteger(max + (counts ? 1 : 0));
    for (int i = 0; i < max; i++) {
      moves.add(new Move(keys, encoded, this::replied));
    }
    this.remaining = counts ? new RemainingCount(from, this::replied) : null;
  }

  /** Creates moves that count the remaining entries afterwards, for {@link #movedAll}. */
  public static ListMoves withCount(byte[] from, byte[] to, int max) {
    return new ListMoves(from, to, max, true);
  }

  /** Returns the commands in the order in which they are to be sent. */
  public List<CallbackCommand<?>> commands() {
    List<CallbackCommand<?>> commands = new ArrayList<>(moves);
    if (remaining != null) {
      commands.add(remaining);
    }
    return commands;
  }

  /**
   * Sets the callback; to be called before the commands are sent.
   *
   * @param each runs for each command that has a reply or has failed; for the last one after {@link
   *     #moved} completes
   */
  public void onReply(Runnable each) {
    onReply = each;
  }

  /**
   * Returns the moved entries in the order they were moved. Fails if one move failed; the entries
   * of the others are then in the target list although no caller knows them.
   */
  public CompletableFuture<List<byte[]>> moved() {
    return moved;
  }

  /** Returns whether all moves succeeded and nothing remains in the source list. */
  public boolean movedAll() {
    return remaining != null
        && remaining.failure() == null
        && remaining.isZero()
        && !moved.isCompletedExceptionally();
  }

  private void replied() {
    if (unanswered.decrementAndGet() == 0) {
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

  private static final class RemainingCount extends CallbackCommand<Long> {
    RemainingCount(byte[] list, Runnable onReply) {
      super(CommandType.LLEN, new IntegerOutput<>(ByteArrayCodec.INSTANCE), keys(list), onReply);
    }

    boolean isZero() {
      Long count = getOutput().get();
      return count != null && count == 0;
    }
  }

  private static final class Move extends CallbackCommand<byte[]> {
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
