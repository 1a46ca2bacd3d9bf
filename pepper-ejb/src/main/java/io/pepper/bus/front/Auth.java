package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import java.util.Optional;

@Verb(name = "AUTH", min = 1, login = false, summary = "Logs in to a queue or a topic")
class Auth implements Command {
  static final String REFUSED = "ERR invalid password";

  @Inject Logins logins;

  @Override
  public Answer execute(Client client, RespCommand command) {
    Optional<Login> login =
        command.argumentCount() == 1
            ? command.exactText(0).flatMap(logins::check)
            : logins.checkUser(command, 0);
    if (login.isEmpty()) {
      client.loggedOut();
      return Answer.error(REFUSED);
    }
    client.loggedIn(login.get());
    return Answer.OK;
  }
}
