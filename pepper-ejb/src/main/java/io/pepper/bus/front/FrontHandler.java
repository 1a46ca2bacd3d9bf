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
 * pushes of a pipeline wait for one store write together. Runs on the connections' virtual threads.
 */
@Shared
class FrontHandler implements RespHandler {
  @Inject CommandTable table;
  @Inject Logins logins;

  @Override
  public void handle(RespSession session, List<RespCommand> batch, RespReplies replies) {
    Client client = Client.of(session);
    List<Answer> answers = new ArrayList<>(batch.size());
    for (RespCommand command : batch) {
      answers.add(start(client, command));
      if (client.isLeaving()) {
        break;
      }
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
    if (known.verb().login() && client.login().filter(logins::stillHolds).isEmpty()) {
      return Answer.error(Pushes.NOAUTH);
    }
    return known.takes(command.argumentCount())
        ? known.command().execute(client, command)
        : wrongArity(command);
  }
}
