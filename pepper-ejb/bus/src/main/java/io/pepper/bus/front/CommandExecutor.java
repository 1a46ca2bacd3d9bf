package io.pepper.bus.front;

import io.pepper.bus.front.CommandTable.Known;
import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;

/** Starts single commands, outside and inside of transactions. */
@SingletonBean
class CommandExecutor {
  private static final System.Logger LOG = System.getLogger(CommandExecutor.class.getName());

  @Inject QueueLogins logins;

  /**
   * What a command cannot be executed for, whatever its arguments say.
   *
   * @param how null if there is no such command
   * @return the error reply; null if there is no problem
   */
  String problem(ClientState client, Known how, RespCommand command) {
    if (how == null) {
      return "ERR unknown command '" + command.nameAsTyped() + "'";
    }
    if (how.needsLogin() && client.login().filter(logins::stillHolds).isEmpty()) {
      return Pushes.NOAUTH;
    }
    return how.takes(command.argumentCount()) ? null : arityProblem(command);
  }

  static String arityProblem(RespCommand command) {
    return "ERR wrong number of arguments for '" + command.nameAsTyped() + "' command";
  }

  /**
   * Starts a command that has no {@link #problem}. A defect of ours in one command must not make
   * failures of the pushes beside it.
   */
  CommandReply start(ClientState client, Known how, RespCommand command) {
    try {
      return how.command().execute(client, command);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "'" + command.name() + "' ended abnormally on " + client.session(), e);
      return CommandReply.error(
          "ERR internal error, see the server's log for connection " + client.session().id());
    }
  }
}
