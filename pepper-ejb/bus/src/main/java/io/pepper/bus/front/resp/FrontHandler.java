package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import io.pepper.connector.resp.StartedBatch;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The handler of command batches: starts all commands, then writes their replies in order, so that
 * the pushes of a pipeline are stored together and wait once.
 */
@SingletonBean
class FrontHandler implements RespHandler {
  @Inject CommandTable table;
  @Inject CommandExecutor executor;

  @Override
  public StartedBatch start(RespSession session, List<RespCommand> batch) {
    ClientState client = ClientState.of(session);
    if (client.isInTransaction()) {
      return null;
    }
    for (RespCommand command : batch) {
      RegisteredCommand registered = table.find(command.name());
      if (registered != null && registered.command().mayWait(client, command)) {
        return null;
      }
    }
    return new StartedCommands(startAll(client, batch));
  }

  @Override
  public void handle(RespSession session, List<RespCommand> batch, RespReplies replies) {
    for (CommandReply reply : startAll(ClientState.of(session), batch)) {
      reply.write(replies);
    }
  }

  private List<CommandReply> startAll(ClientState client, List<RespCommand> batch) {
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
    return started;
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

  /**
   * The commands of a batch that were started together.
   *
   * @param replies of all of them, in order
   */
  private record StartedCommands(List<CommandReply> replies) implements StartedBatch {
    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    /** The pushes of a batch are nearly always one write, so there is one future to wait for. */
    @Override
    public CompletableFuture<?> done() {
      CompletableFuture<?> all = AT_ONCE;
      CompletableFuture<?> last = null;
      for (CommandReply reply : replies) {
        CompletableFuture<?> next = reply.done();
        if (next != null && next != last) {
          all = last == null ? next : CompletableFuture.allOf(all, next);
          last = next;
        }
      }
      return all;
    }

    @Override
    public void write(RespReplies to) {
      for (CommandReply reply : replies) {
        reply.write(to);
      }
    }
  }
}
