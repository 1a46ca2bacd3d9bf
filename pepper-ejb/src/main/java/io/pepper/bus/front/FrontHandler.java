package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers batches of commands: starts them all, then writes their replies in order, so that the
 * pushes of a pipeline are stored together and wait once. Runs on the connections' virtual threads.
 */
@Shared
class FrontHandler implements RespHandler {
  private static final System.Logger LOG = System.getLogger(FrontHandler.class.getName());

  @Inject CommandTable table;
  @Inject Logins logins;

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

  static Answer wrongArity(RespCommand command) {
    return Answer.error(
        "ERR wrong number of arguments for '" + command.nameAsTyped() + "' command");
  }

  private Answer start(Client client, RespCommand command) {
    CommandTable.Known known = table.find(command.name());
    if (known == null) {
      return Answer.error("ERR unknown command '" + command.nameAsTyped() + "'");
    }
    if (known.needsLogin() && client.login().filter(logins::stillHolds).isEmpty()) {
      return Answer.error(Pushes.NOAUTH);
    }
    return known.takes(command.argumentCount())
        ? execute(known.command(), client, command)
        : wrongArity(command);
  }

  /** A defect of ours in one command must not make failures of the pushes beside it. */
  private static Answer execute(Command how, Client client, RespCommand command) {
    try {
      return how.execute(client, command);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "'" + command.name() + "' ended abnormally on " + client.session(), e);
      return Answer.error(
          "ERR internal error, see the server's log for connection " + client.session().id());
    }
  }
}
