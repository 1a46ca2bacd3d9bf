package io.pepper.bus.front;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.JobTransaction;
import io.pepper.bus.front.QueuedCommands.Queued;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import io.pepper.store.NotPermittedException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Carries a transaction out: all its jobs are stored as one write. If one of its pushes is refused
 * nothing is stored and the client stays who it was; other commands may fail for themselves.
 */
@CommandSpec(name = "EXEC", queued = false, login = false, summary = "Carries a transaction out")
class Exec implements Command {
  @Inject Enqueuer acceptance;
  @Inject CommandExecutor execution;

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
    boolean answered = false;
    try {
      // What came before in the same pipeline is to be in the store before.
      client.storePushes();
      CommandReply answer = carryOut(client, queued);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
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
    ClientState.Identity before = client.identity();
    JobTransaction jobs = acceptance.transaction();
    List<CommandReply> answers = new ArrayList<>(queued.commands().size());
    client.gatherIn(jobs);
    try {
      for (Queued each : queued.commands()) {
        CommandReply answer = start(client, each);
        if (answer.failure().isPresent() && each.how().command() instanceof PushCommand) {
          client.become(before);
          return abort(queued, ": " + answer.failure().get());
        }
        answers.add(answer);
      }
    } finally {
      client.gatherIn(null);
    }
    CompletableFuture<Void> stored = jobs.store();
    return replies -> {
      try {
        write(stored, answers, replies);
      } finally {
        queued.release();
      }
    };
  }

  /** The password may have been changed since the command was queued. */
  private CommandReply start(ClientState client, Queued queued) {
    String problem = execution.problem(client, queued.how(), queued.command());
    return problem == null
        ? execution.start(client, queued.how(), queued.command())
        : CommandReply.error(problem);
  }

  private static void write(
      CompletableFuture<Void> stored, List<CommandReply> answers, RespReplies replies) {
    try {
      stored.join();
    } catch (CompletionException e) {
      replies.error(
          (e.getCause() instanceof NotPermittedException
                  ? "UNAVAILABLE the transaction was not stored: "
                  : "UNAVAILABLE the transaction was not acknowledged, send it again: ")
              + e.getCause().getMessage());
      return;
    }
    replies.array(answers.size());
    answers.forEach(answer -> answer.write(replies));
  }
}
