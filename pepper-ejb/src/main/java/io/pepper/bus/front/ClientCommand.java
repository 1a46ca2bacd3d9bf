package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;
import java.util.Locale;

/** What stock clients tell and ask about their own connection. */
@Verb(name = "CLIENT", min = 1, summary = "Names this connection or tells about it")
class ClientCommand implements Command {
  @Override
  public Answer execute(Client client, RespCommand command) {
    String what = command.text(0).toUpperCase(Locale.ROOT);
    return switch (what) {
      case "ID" -> replies -> replies.integer(client.session().id());
      case "GETNAME" -> name(client);
      case "SETNAME" -> setName(client, command);
      case "INFO", "LIST" -> {
        String line = line(client);
        yield replies -> replies.bulk(line);
      }
      case "SETINFO", "NO-EVICT", "NO-TOUCH" -> Answer.OK;
      default ->
          Answer.error(
              "ERR CLIENT "
                  + what
                  + " is not available; ID, GETNAME, SETNAME, SETINFO, INFO and LIST are");
    };
  }

  private static Answer name(Client client) {
    String name = client.name();
    return name.isEmpty() ? replies -> replies.nil() : replies -> replies.bulk(name);
  }

  private static Answer setName(Client client, RespCommand command) {
    if (command.argumentCount() != 2) {
      return Answer.error("ERR wrong number of arguments for 'client|setname' command");
    }
    String name = command.text(1);
    if (name.length() > 100 || name.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      return Answer.error(
          "ERR Client names cannot contain spaces, newlines or special characters, and have at most"
              + " 100 characters");
    }
    client.name(name);
    return Answer.OK;
  }

  private static String line(Client client) {
    return "id=%d addr=%s name=%s user=%s resp=%d\n"
        .formatted(
            client.session().id(),
            client.session().peer(),
            client.name(),
            client.login().map(login -> login.queue().value()).orElse(""),
            client.session().protocol());
  }
}
