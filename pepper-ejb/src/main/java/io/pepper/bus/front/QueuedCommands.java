package io.pepper.bus.front;

import io.pepper.bus.front.CommandTable.Known;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands of a transaction between {@code MULTI} and {@code EXEC}. Once one of them is refused
 * the others are dropped, and {@code EXEC} refuses them all. Used by the connection's thread only.
 */
final class QueuedCommands {
  /**
   * How much a transaction may hold.
   *
   * @param bytes of all commands together
   */
  record Limits(int commands, long bytes) {
    static final String COMMANDS = "pepper.resp.transaction.max-commands";
    static final String BYTES = "pepper.resp.transaction.max-bytes";
  }

  /** A command and what carries it out. */
  record Queued(Known how, RespCommand command) {}

  private static final Answer QUEUED = replies -> replies.simple("QUEUED");

  private final RespSession session;
  private final Limits limits;
  private final List<Queued> commands = new ArrayList<>();
  private boolean refused;
  private long held;

  QueuedCommands(RespSession session, Limits limits) {
    this.session = session;
    this.limits = limits;
  }

  List<Queued> commands() {
    return commands;
  }

  boolean isRefused() {
    return refused;
  }

  Answer add(Client client, Known how, RespCommand command) {
    Optional<String> objection =
        how.command()
            .objection(client, command)
            .or(() -> refused ? Optional.empty() : full(command));
    if (objection.isPresent()) {
      refuse();
      return Answer.error(objection.get());
    }
    if (!refused) {
      commands.add(new Queued(how, command));
    }
    return QUEUED;
  }

  private Optional<String> full(RespCommand command) {
    if (commands.size() >= limits.commands()) {
      return Optional.of(over(limits.commands() + " commands", Limits.COMMANDS));
    }
    long bytes = command.size();
    if (held + bytes > limits.bytes()) {
      return Optional.of(over(limits.bytes() + " bytes", Limits.BYTES));
    }
    if (!session.hold(bytes)) {
      return Optional.of(
          "ERR the connections hold too many bytes of unanswered commands, no more fit (setting"
              + " pepper.resp.buffer-bytes); try again later");
    }
    held += bytes;
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
