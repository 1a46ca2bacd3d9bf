package io.pepper.bus.front.resp;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.JobTransaction;
import io.pepper.bus.front.resp.QueuedCommands.QueuedCommand;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import io.pepper.store.NotPermittedException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The end of a transaction: stores all its jobs as one write. If one of its pushes is refused,
 * nothing is stored and the client's identity is restored; other commands may fail by themselves
 * (docs/protocol.md, Transactions).
 */
@CommandSpec(name = "EXEC", queued = false, login = false, summary = "Carries a transaction out")
class Exec implements Command {
  @Inject Enqueuer enqueuer;
  @Inject CommandExecutor executor;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    QueuedCommands queued = client.endTransaction();
    if (command.argumentCount() > 0) {
      return abort(queued, ": wrong number of arguments for 'exec' command");
    }
    if (queued == null) {
      return CommandReply.error("ERR EXEC without MULTI");
    }
    if (queued.isRefused()) {
      return abort(queued, " previous errors.");
    }
    boolean carriedOut = false;
    try {
      // What came before in the same pipeline is to be in the store before.
      client.storePushes();
      CommandReply reply = carryOut(client, queued);
      carriedOut = true;
      return reply;
    } finally {
      if (!carriedOut) {
        queued.release();
      }
    }
  }

  private static CommandReply abort(QueuedCommands queued, String why) {
    if (queued != null) {
      queued.release();
    }
    return CommandReply.error("EXECABORT Transaction discarded because of" + why);
  }

  private CommandReply carryOut(ClientState client, QueuedCommands queued) {
    ClientState.ClientIdentity before = client.identity();
    JobTransaction jobs = enqueuer.newTransaction();
    List<CommandReply> replies = new ArrayList<>(queued.commands().size());
    client.collectIn(jobs);
    try {
      for (QueuedCommand each : queued.commands()) {
        CommandReply reply = start(client, each);
        if (reply.failure().isPresent() && each.isPush()) {
          client.restore(before);
          return abort(queued, ": " + reply.failure().get());
        }
        replies.add(reply);
      }
    } finally {
      client.collectIn(null);
    }
    CompletableFuture<Void> stored = jobs.store();
    return out -> {
      try {
        write(stored, replies, out);
      } finally {
        queued.release();
      }
    };
  }

  /** Checks and starts a command: its password may have been changed since it was queued. */
  private CommandReply start(ClientState client, QueuedCommand queued) {
    String problem = executor.problem(client, queued.registered(), queued.command());
    return problem == null
        ? executor.start(client, queued.registered(), queued.command())
        : CommandReply.error(problem);
  }

  private static void write(
      CompletableFuture<Void> stored, List<CommandReply> replies, RespReplies out) {
    try {
      stored.join();
    } catch (CompletionException e) {
      out.error(
          (e.getCause() instanceof NotPermittedException
                  ? "UNAVAILABLE the transaction was not stored: "
                  : "UNAVAILABLE the transaction was not acknowledged, send it again: ")
              + e.getCause().getMessage());
      return;
    }
    out.array(replies.size());
    replies.forEach(reply -> reply.write(out));
  }
}
