package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.QueueLogin;
import io.pepper.bus.front.resp.QueueLogins;
import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import java.util.Optional;

/** The login to a queue or a topic; a failed one ends an earlier one. */
@CommandSpec(name = "AUTH", min = 1, login = false, summary = "Logs in to a queue or a topic")
class Auth implements Command {
  static final String REFUSED = "ERR invalid password";

  @Inject QueueLogins logins;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    Optional<QueueLogin> login =
        command.argumentCount() == 1
            ? command.exactText(0).flatMap(logins::check)
            : logins.checkUser(command, 0);
    if (login.isEmpty()) {
      client.loggedOut();
      return CommandReply.error(REFUSED);
    }
    client.loggedIn(login.get());
    return CommandReply.OK;
  }
}
