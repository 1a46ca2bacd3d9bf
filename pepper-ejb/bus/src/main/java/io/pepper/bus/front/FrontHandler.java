package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers batches of commands: starts them all, then writes their replies in order, so that the
 * pushes of a pipeline are stored together and wait once. Runs on the connections' virtual threads.
 */
@SingletonBean
class FrontHandler implements RespHandler {
  @Inject CommandTable table;
  @Inject CommandExecutor execution;

  @Override
  public void handle(RespSession session, List<RespCommand> batch, RespReplies replies) {
    ClientState client = ClientState.of(session);
    List<CommandReply> answers = new ArrayList<>(batch.size());
    try {
      for (RespCommand command : batch) {
        answers.add(start(client, command));
        if (client.isLeaving()) {
          break;
        }
      }
    } finally {
      client.storePushes();
    }
    for (CommandReply answer : answers) {
      answer.write(replies);
    }
  }

  /** Was not queued, so the transaction that it belongs to must not be carried out without it. */
  @Override
  public void refused(RespSession session) {
    ClientState client = ClientState.of(session);
    if (client.transaction() != null) {
      client.transaction().refuse();
    }
  }

  static CommandReply wrongArity(RespCommand command) {
    return CommandReply.error(CommandExecutor.arityProblem(command));
  }

  private CommandReply start(ClientState client, RespCommand command) {
    CommandTable.Known known = table.find(command.name());
    String problem = execution.problem(client, known, command);
    QueuedCommands transaction = client.transaction();
    if (problem != null) {
      if (transaction != null) {
        transaction.refuse();
      }
      return CommandReply.error(problem);
    }
    return transaction == null || !known.queued()
        ? execution.start(client, known, command)
        : transaction.add(client, known, command);
  }
}
