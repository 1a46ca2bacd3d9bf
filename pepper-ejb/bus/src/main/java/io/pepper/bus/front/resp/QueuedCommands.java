package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The commands of a transaction between {@code MULTI} and {@code EXEC}. Once one of them is
 * refused, the others are dropped and {@code EXEC} refuses them all. For the connection's thread.
 */
final class QueuedCommands {
  /** A command with its arguments, in the order in which it was queued. */
  record QueuedCommand(RegisteredCommand registered, RespCommand command) {
    boolean isPush() {
      return registered.command() instanceof PushCommand;
    }
  }

  private static final CommandReply QUEUED = replies -> replies.simple("QUEUED");

  /** The memory of a job without its payload while it is stored, roughly. */
  private static final long JOB_OVERHEAD_BYTES = 300;

  private final RespSession session;
  private final TransactionLimits limits;
  private final IntSupplier topicCount;
  private final List<QueuedCommand> commands = new ArrayList<>();
  private boolean refused;
  private long jobs;
  private long bytes;
  private long held;

  /**
   * Creates an empty transaction.
   *
   * @param topicCount the number of topics that get the jobs of a push
   */
  QueuedCommands(RespSession session, TransactionLimits limits, IntSupplier topicCount) {
    this.session = session;
    this.limits = limits;
    this.topicCount = topicCount;
  }

  List<QueuedCommand> commands() {
    return commands;
  }

  boolean isRefused() {
    return refused;
  }

  /**
   * Queues a command, unless it or an earlier one is refused.
   *
   * @return {@code QUEUED}, or the error that refuses the transaction
   */
  CommandReply add(ClientState client, RegisteredCommand registered, RespCommand command) {
    Optional<String> objection =
        registered
            .command()
            .objection(client, command)
            .or(() -> refused ? Optional.empty() : limitProblem(registered, command));
    if (objection.isPresent()) {
      refuse();
      return CommandReply.error(objection.get());
    }
    if (!refused) {
      commands.add(new QueuedCommand(registered, command));
    }
    return QUEUED;
  }

  private Optional<String> limitProblem(RegisteredCommand registered, RespCommand command) {
    if (commands.size() >= limits.commands()) {
      return Optional.of(over(limits.commands() + " commands", TransactionLimits.COMMANDS));
    }
    long size = command.size();
    if (bytes + size > limits.bytes()) {
      return Optional.of(over(limits.bytes() + " bytes", TransactionLimits.BYTES));
    }
    long copies = registered.command() instanceof PushCommand ? topicCount.getAsInt() : 0;
    long more =
        registered.command() instanceof PushCommand push ? copies * push.jobCount(command) : 0;
    if (jobs + more > limits.jobs()) {
      return Optional.of(
          over(limits.jobs() + " jobs in all topics together", TransactionLimits.JOBS));
    }
    Optional<String> objection = hold(size + copies * size + more * JOB_OVERHEAD_BYTES);
    if (objection.isEmpty()) {
      bytes += size;
      jobs += more;
    }
    return objection;
  }

  /** Reserves the memory of a command and of its jobs as they will be stored. */
  private Optional<String> hold(long needed) {
    if (held + needed > session.maxHeld()) {
      return Optional.of(
          over(
              session.maxHeld() + " bytes with its jobs as they are stored",
              "pepper.resp.buffer-bytes, half of it"));
    }
    if (!session.hold(needed)) {
      return Optional.of(
          "ERR the connections hold too many bytes of unanswered commands and transactions, no"
              + " more fit (setting pepper.resp.buffer-bytes); try again later");
    }
    held += needed;
    return Optional.empty();
  }

  private static String over(String limit, String setting) {
    return "ERR the transaction is over the limit of %s (setting %s); push in smaller ones"
        .formatted(limit, setting);
  }

  /** Drops all commands, because one of them cannot be carried out. */
  void refuse() {
    refused = true;
    release();
  }

  /** Drops the commands and gives their memory back. */
  void release() {
    commands.clear();
    session.release(held);
    held = 0;
  }
}
