package io.pepper.store.redis;

import io.lettuce.core.protocol.CommandType;
import io.pepper.store.redis.connection.CallbackCommand;
import io.pepper.store.redis.connection.ListMoves;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The writes that are sent together: all pushes to one list are one command. Filled by one thread,
 * then sent; its replies arrive on the event loops.
 */
final class WriteBatch {
  /** One write and the command of each of its parts. */
  record BatchedWrite(RedisWrite write, CallbackCommand<?>[] commands) {
    /** Returns why the write failed; null if it has not. */
    Throwable failure() {
      for (CallbackCommand<?> command : commands) {
        if (command.failure() != null) {
          return command.failure();
        }
      }
      return null;
    }

    long[] replies() {
      long[] replies = new long[commands.length];
      for (int i = 0; i < replies.length; i++) {
        if (!(commands[i] instanceof WriteCommand single)) {
          return allReplies();
        }
        replies[i] = single.reply();
      }
      return replies;
    }

    private long[] allReplies() {
      List<Long> replies = new ArrayList<>();
      for (CallbackCommand<?> command : commands) {
        switch (command) {
          case RedisTransaction together -> replies.addAll(together.replies());
          case WriteCommand single -> replies.add(single.reply());
          default -> throw new IllegalStateException("no write has a reply of " + command);
        }
      }
      return replies.stream().mapToLong(Long::longValue).toArray();
    }
  }

  /** Redis before version 7 ends a connection that sends a command of 1,048,576 words or more. */
  private static final int MAX_VALUES = 1_000_000;

  private final List<BatchedWrite> items = new ArrayList<>();
  private final List<CallbackCommand<?>> commands = new ArrayList<>();

  /** The pushes with room for more, by identity of the key: every topic has one instance. */
  private final Map<byte[], WriteCommand> pushes = new HashMap<>();

  /** The pushes that a transaction follows, and those with as many values as a command has. */
  private List<WriteCommand> fullPushes = List.of();

  private final Map<WriteCommand, ListMoves> movesBehind = new HashMap<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Consumer<WriteBatch> onComplete;
  private long bytes;
  private long sentAt;

  /**
   * Creates an empty batch.
   *
   * @param onComplete runs once when every command has a reply or has failed
   */
  WriteBatch(Consumer<WriteBatch> onComplete) {
    this.onComplete = onComplete;
  }

  void add(RedisWrite write) {
    List<? extends RedisWrite.Step> steps = write.steps();
    CallbackCommand<?>[] partCommands = new CallbackCommand<?>[steps.size()];
    for (int i = 0; i < partCommands.length; i++) {
      partCommands[i] = commandOf(steps.get(i));
    }
    items.add(new BatchedWrite(write, partCommands));
    bytes += write.size;
  }

  private CallbackCommand<?> commandOf(RedisWrite.Step step) {
    return switch (step) {
      case RedisWrite.Part part -> {
        WriteCommand command = part.type() == CommandType.LPUSH ? push(part) : command(part);
        command.add(part.values(), part.count());
        yield command;
      }
      case RedisWrite.AtomicGroup together -> transaction(together);
    };
  }

  /** Adds a transaction; pushes that are added later come behind it. */
  private RedisTransaction transaction(RedisWrite.AtomicGroup together) {
    fullPushes = List.copyOf(pushes());
    pushes.clear();
    RedisTransaction command = new RedisTransaction(together.parts(), this::replied);
    commands.add(command);
    return command;
  }

  private WriteCommand push(RedisWrite.Part part) {
    WriteCommand push = pushes.get(part.key());
    if (push != null && push.count() + part.count() > MAX_VALUES) {
      fullPushes = Stream.concat(fullPushes.stream(), Stream.of(push)).toList();
      push = null;
    }
    if (push == null) {
      push = command(part);
      pushes.put(part.key(), push);
    }
    return push;
  }

  private WriteCommand command(RedisWrite.Part part) {
    WriteCommand command = new WriteCommand(part.type(), part.key(), this::replied);
    commands.add(command);
    return command;
  }

  /** Adds moves behind all commands; the batch ends when they have ended, too. */
  void follow(WriteCommand push, ListMoves moves) {
    moves.onReply(this::replied);
    commands.addAll(moves.commands());
    movesBehind.put(push, moves);
  }

  /** Returns whether nothing was left in the list behind the push. */
  boolean movedAll(WriteCommand push) {
    ListMoves moves = movesBehind.get(push);
    return moves != null && moves.movedAll();
  }

  /** Ends the filling and returns the commands; to be called before the first one is sent. */
  List<CallbackCommand<?>> seal() {
    unanswered.set(commands.size());
    sentAt = System.nanoTime();
    return commands;
  }

  private void replied() {
    if (unanswered.decrementAndGet() == 0) {
      onComplete.accept(this);
    }
  }

  List<BatchedWrite> items() {
    return items;
  }

  Collection<WriteCommand> pushes() {
    if (fullPushes.isEmpty()) {
      return pushes.values();
    }
    List<WriteCommand> all = new ArrayList<>(fullPushes);
    all.addAll(pushes.values());
    return all;
  }

  long bytes() {
    return bytes;
  }

  long sentAt() {
    return sentAt;
  }
}
