package io.pepper.bus.front;

import io.pepper.bus.front.CommandTable.Known;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The commands of a transaction between {@code MULTI} and {@code EXEC}. Once one of them is refused
 * the others are dropped, and {@code EXEC} refuses them all. Used by the connection's thread only.
 */
final class QueuedCommands {
  /**
   * How much a transaction may hold.
   *
   * @param jobs that will be stored, one for each topic that gets it
   * @param bytes of all commands together
   */
  record Limits(int commands, int jobs, long bytes) {
    static final String COMMANDS = "pepper.resp.transaction.max-commands";
    static final String JOBS = "pepper.resp.transaction.max-jobs";
    static final String BYTES = "pepper.resp.transaction.max-bytes";
  }

  /** A command and what carries it out. */
  record Queued(Known how, RespCommand command) {}

  private static final CommandReply QUEUED = replies -> replies.simple("QUEUED");

  /** Roughly what a job takes beside its payload while it is stored. */
  private static final long JOB_BYTES = 300;

  private final RespSession session;
  private final Limits limits;
  private final IntSupplier topics;
  private final List<Queued> commands = new ArrayList<>();
  private boolean refused;
  private long jobs;
  private long bytes;
  private long held;

  /**
   * @param topics how many get the jobs of a push
   */
  QueuedCommands(RespSession session, Limits limits, IntSupplier topics) {
    this.session = session;
    this.limits = limits;
    this.topics = topics;
  }

  List<Queued> commands() {
    return commands;
  }

  boolean isRefused() {
    return refused;
  }

  CommandReply add(ClientState client, Known how, RespCommand command) {
    Optional<String> objection =
        how.command()
            .objection(client, command)
            .or(() -> refused ? Optional.empty() : full(how, command));
    if (objection.isPresent()) {
      refuse();
      return CommandReply.error(objection.get());
    }
    if (!refused) {
      commands.add(new Queued(how, command));
    }
    return QUEUED;
  }

  private Optional<String> full(Known how, RespCommand command) {
    if (commands.size() >= limits.commands()) {
      return Optional.of(over(limits.commands() + " commands", Limits.COMMANDS));
    }
    long size = command.size();
    if (bytes + size > limits.bytes()) {
      return Optional.of(over(limits.bytes() + " bytes", Limits.BYTES));
    }
    long copies = how.command() instanceof PushCommand ? topics.getAsInt() : 0;
    long more = how.command() instanceof PushCommand push ? copies * push.jobCount(command) : 0;
    if (jobs + more > limits.jobs()) {
      return Optional.of(over(limits.jobs() + " jobs in all topics together", Limits.JOBS));
    }
    Optional<String> objection = hold(size + copies * size + more * JOB_BYTES);
    if (objection.isEmpty()) {
      bytes += size;
      jobs += more;
    }
    return objection;
  }

  /** Takes the memory of a command and of its jobs as they will be stored. */
  private Optional<String> hold(long needed) {
    if (held + needed > session.mostHeld()) {
      return Optional.of(
          over(
              session.mostHeld() + " bytes with its jobs as they are stored",
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

  /** One of its commands cannot be carried out, so none will be. */
  void refuse() {
    refused = true;
    release();
  }

  /** Forgets the commands and gives their memory back. */
  void release() {
    commands.clear();
    session.release(held);
    held = 0;
  }
}
