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
@Shared
class FrontHandler implements RespHandler {
  @Inject CommandTable table;
  @Inject Execution execution;

  @Override
  public void handle(RespSession session, List<RespCommand> batch, RespReplies replies) {
    Client client = Client.of(session);
    List<Answer> answers = new ArrayList<>(batch.size());
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
    for (Answer answer : answers) {
      answer.write(replies);
    }
  }

  /** Was not queued, so the transaction that it belongs to must not be carried out without it. */
  @Override
  public void refused(RespSession session) {
    Client client = Client.of(session);
    if (client.transaction() != null) {
      client.transaction().refuse();
    }
  }

  static Answer wrongArity(RespCommand command) {
    return Answer.error(Execution.arityProblem(command));
  }

  private Answer start(Client client, RespCommand command) {
    CommandTable.Known known = table.find(command.name());
    String problem = execution.problem(client, known, command);
    QueuedCommands transaction = client.transaction();
    if (problem != null) {
      if (transaction != null) {
        transaction.refuse();
      }
      return Answer.error(problem);
    }
    return transaction == null || !known.queued()
        ? execution.start(client, known, command)
        : transaction.add(client, known, command);
  }
}
