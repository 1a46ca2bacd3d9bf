package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;

/** The start of single commands, outside and inside of transactions. */
@SingletonBean
class CommandExecutor {
  private static final System.Logger LOG = System.getLogger(CommandExecutor.class.getName());

  @Inject QueueLogins logins;

  /**
   * Checks that the command exists, that its login holds, and its number of arguments.
   *
   * @param registered null if there is no such command
   * @return the error reply; null if there is no problem
   */
  String problem(ClientState client, RegisteredCommand registered, RespCommand command) {
    if (registered == null) {
      return "ERR unknown command '" + command.nameAsTyped() + "'";
    }
    if (registered.needsLogin() && client.login().filter(logins::stillHolds).isEmpty()) {
      return QueueLogins.NOAUTH;
    }
    return registered.takes(command.argumentCount()) ? null : CommandReply.arityProblem(command);
  }

  /**
   * Starts a command that has no {@link #problem}. A defect of Pepper in one command fails that
   * command alone, not the pushes of the same batch.
   */
  CommandReply start(ClientState client, RegisteredCommand registered, RespCommand command) {
    try {
      return registered.command().execute(client, command);
    } catch (RuntimeException e) {
      // Edge: a defect in one command must not fail the others of the batch.
      LOG.log(Level.ERROR, "'" + command.name() + "' ended abnormally on " + client.session(), e);
      return CommandReply.error(
          "ERR internal error, see the server's log for connection " + client.session().id());
    }
  }
}
