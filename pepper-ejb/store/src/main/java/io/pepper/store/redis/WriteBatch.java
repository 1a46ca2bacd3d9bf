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
 * The writes that travel together: all pushes to one list are one command. Filled by one thread,
 * then sent; its replies arrive on the event loops.
 */
final class WriteBatch {
  /** One write and, per part, the command that carries it. */
  record Item(RedisWrite write, CallbackCommand<?>[] commands) {
    /** Why it failed, or null. */
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

  private final List<Item> items = new ArrayList<>();
  private final List<CallbackCommand<?>> commands = new ArrayList<>();

  /** The push that takes more, by identity of the key: every topic has one instance. */
  private final Map<byte[], WriteCommand> pushes = new HashMap<>();

  /** Those that a transaction follows, and those that have as many values as a command takes. */
  private List<WriteCommand> fullPushes = List.of();

  private final Map<WriteCommand, ListMoves> behind = new HashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Consumer<WriteBatch> onComplete;
  private long bytes;
  private long sentAt;

  /**
   * @param onComplete runs once when every command has an answer or has failed
   */
  WriteBatch(Consumer<WriteBatch> onComplete) {
    this.onComplete = onComplete;
  }

  void add(RedisWrite write) {
    List<? extends RedisWrite.Step> steps = write.steps();
    CallbackCommand<?>[] carriers = new CallbackCommand<?>[steps.size()];
    for (int i = 0; i < carriers.length; i++) {
      carriers[i] = carrier(steps.get(i));
    }
    items.add(new Item(write, carriers));
    bytes += write.size;
  }

  private CallbackCommand<?> carrier(RedisWrite.Step step) {
    return switch (step) {
      case RedisWrite.Part part -> {
        WriteCommand carrier = part.type() == CommandType.LPUSH ? push(part) : command(part);
        carrier.add(part.values(), part.count());
        yield carrier;
      }
      case RedisWrite.AtomicGroup together -> transaction(together);
    };
  }

  /** What is pushed from now on comes behind it. */
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

  /** Sends the moves behind all that was added; the batch ends when they have ended, too. */
  void follow(WriteCommand push, ListMoves moves) {
    moves.onReply(this::replied);
    commands.addAll(moves.commands());
    behind.put(push, moves);
  }

  /** Whether nothing was left of the list behind the push. */
  boolean movedAll(WriteCommand push) {
    ListMoves moves = behind.get(push);
    return moves != null && moves.movedAll();
  }

  /** To be called before the first command is sent. */
  List<CallbackCommand<?>> seal() {
    open.set(commands.size());
    sentAt = System.nanoTime();
    return commands;
  }

  private void replied() {
    if (open.decrementAndGet() == 0) {
      onComplete.accept(this);
    }
  }

  List<Item> items() {
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
