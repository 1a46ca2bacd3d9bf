package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.QueueLogin;
import io.pepper.bus.front.resp.QueueLogins;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;

/** The greeting: chooses the protocol version, may log in and name the connection. */
@CommandSpec(name = "HELLO", login = false, summary = "Chooses the protocol version and logs in")
class Hello implements Command {
  /** The name of the only server with which some clients use caches and newer commands. */
  private static final String SERVER = "redis";

  private static final String SYNTAX =
      "ERR syntax error in HELLO; it is HELLO 2|3 [AUTH queue password] [SETNAME name]";

  @Inject QueueLogins logins;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    int version = client.session().protocol();
    if (command.argumentCount() > 0) {
      switch (command.text(0)) {
        case "2" -> version = 2;
        case "3" -> version = 3;
        default -> {
          return CommandReply.error("NOPROTO unsupported protocol version; use 2 or 3");
        }
      }
    }
    Optional<CommandReply> problem = options(client, command);
    if (problem.isPresent()) {
      return problem.get();
    }
    int chosen = version;
    return replies -> {
      client.session().useProtocol(chosen);
      welcome(client, chosen, replies);
    };
  }

  private Optional<CommandReply> options(ClientState client, RespCommand command) {
    int at = 1;
    while (at < command.argumentCount()) {
      int left = command.argumentCount() - at;
      String option = command.text(at).toUpperCase(Locale.ROOT);
      if (option.equals("AUTH") && left >= 3) {
        Optional<QueueLogin> login = logins.checkUser(command, at + 1);
        if (login.isEmpty()) {
          client.loggedOut();
          return Optional.of(CommandReply.error("WRONGPASS invalid queue name or password"));
        }
        client.loggedIn(login.get());
        at += 3;
      } else if (option.equals("SETNAME") && left >= 2) {
        Optional<CommandReply> problem = ClientCommand.setName(client, command.text(at + 1));
        if (problem.isPresent()) {
          return problem;
        }
        at += 2;
      } else {
        return Optional.of(CommandReply.error(SYNTAX));
      }
    }
    return Optional.empty();
  }

  private static void welcome(ClientState client, int version, RespReplies replies) {
    replies.map(7);
    replies.bulk("server");
    replies.bulk(SERVER);
    replies.bulk("version");
    replies.bulk(Info.REDIS_VERSION);
    replies.bulk("proto");
    replies.integer(version);
    replies.bulk("id");
    replies.integer(client.session().id());
    replies.bulk("mode");
    replies.bulk("standalone");
    replies.bulk("role");
    replies.bulk("master");
    replies.bulk("modules");
    replies.array(0);
  }
}
