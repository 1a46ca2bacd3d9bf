package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * The handler of command batches: starts all commands, then writes their replies in order, so that
 * the pushes of a pipeline are stored together and wait once. Runs on the connections' virtual
 * threads.
 */
@SingletonBean
class FrontHandler implements RespHandler {
  @Inject CommandTable table;
  @Inject CommandExecutor executor;

  @Override
  public void handle(RespSession session, List<RespCommand> batch, RespReplies replies) {
    ClientState client = ClientState.of(session);
    List<CommandReply> started = new ArrayList<>(batch.size());
    try {
      for (RespCommand command : batch) {
        started.add(start(client, command));
        if (client.isLeaving()) {
          break;
        }
      }
    } finally {
      client.storePushes();
    }
    for (CommandReply reply : started) {
      reply.write(replies);
    }
  }

  /** Refuses the open transaction: it must not be carried out without the command refused here. */
  @Override
  public void refused(RespSession session) {
    ClientState client = ClientState.of(session);
    if (client.isInTransaction()) {
      client.transaction().refuse();
    }
  }

  private CommandReply start(ClientState client, RespCommand command) {
    RegisteredCommand registered = table.find(command.name());
    String problem = executor.problem(client, registered, command);
    QueuedCommands transaction = client.transaction();
    if (problem != null) {
      if (transaction != null) {
        transaction.refuse();
      }
      return CommandReply.error(problem);
    }
    return transaction == null || !registered.queued()
        ? executor.start(client, registered, command)
        : transaction.add(client, registered, command);
  }
}
