package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandRefusedException;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.Tracking;
import io.pepper.connector.resp.RespCommand;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The commands of stock clients about their own connection. */
@CommandSpec(name = "CLIENT", min = 1, summary = "Names this connection or tells about it")
class ClientCommand implements Command {
  /** The number of words of each, its own name included; 0 for any number. */
  private static final Map<String, Integer> WORD_COUNTS =
      Map.ofEntries(
          Map.entry("ID", 1),
          Map.entry("GETNAME", 1),
          Map.entry("SETNAME", 2),
          Map.entry("SETINFO", 3),
          Map.entry("INFO", 1),
          Map.entry("LIST", 0),
          Map.entry("NO-EVICT", 2),
          Map.entry("NO-TOUCH", 2),
          Map.entry("TRACKING", 0),
          Map.entry("TRACKINGINFO", 1),
          Map.entry("CACHING", 2),
          Map.entry("GETREDIR", 1));

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    String problem = problem(command);
    if (problem != null) {
      return CommandReply.error(problem);
    }
    try {
      return reply(client, command);
    } catch (CommandRefusedException e) {
      return CommandReply.error(e.getMessage());
    }
  }

  @Override
  public Optional<String> objection(ClientState client, RespCommand command) {
    return Optional.ofNullable(problem(command));
  }

  private static String problem(RespCommand command) {
    String subcommand = subcommand(command);
    Integer words = WORD_COUNTS.get(subcommand);
    if (words == null) {
      return "ERR CLIENT "
          + subcommand
          + " is not available; "
          + String.join(", ", WORD_COUNTS.keySet().stream().sorted().toList())
          + " are";
    }
    boolean fits =
        words == 0
            ? command.argumentCount() >= (subcommand.equals("TRACKING") ? 2 : 1)
            : command.argumentCount() == words;
    return fits
        ? null
        : "ERR wrong number of arguments for 'client|%s' command"
            .formatted(subcommand.toLowerCase(Locale.ROOT));
  }

  private static String subcommand(RespCommand command) {
    return command.text(0).toUpperCase(Locale.ROOT);
  }

  private static CommandReply reply(ClientState client, RespCommand command) {
    return switch (subcommand(command)) {
      case "ID" -> replies -> replies.integer(client.session().id());
      case "GETNAME" -> name(client);
      case "SETNAME" -> setName(client, command.text(1)).orElse(CommandReply.OK);
      case "INFO", "LIST" -> {
        String line = line(client);
        yield replies -> replies.bulk(line);
      }
      case "TRACKING" -> track(client, client.tracking().changedBy(command));
      case "CACHING" -> track(client, client.tracking().cachingBy(command));
      case "TRACKINGINFO" -> client.tracking()::write;
      case "GETREDIR" -> {
        long redirection = client.tracking().redirection();
        yield replies -> replies.integer(redirection);
      }
      case "NO-EVICT", "NO-TOUCH" -> onOrOff(command.text(1));
      default -> CommandReply.OK;
    };
  }

  private static CommandReply track(ClientState client, Tracking mode) {
    client.tracking(mode);
    return CommandReply.OK;
  }

  private static CommandReply onOrOff(String word) {
    return word.equalsIgnoreCase("ON") || word.equalsIgnoreCase("OFF")
        ? CommandReply.OK
        : CommandReply.error("ERR syntax error");
  }

  private static CommandReply name(ClientState client) {
    String name = client.name();
    return name.isEmpty() ? replies -> replies.nil() : replies -> replies.bulk(name);
  }

  /**
   * Names the connection.
   *
   * @return the error reply if it cannot be a name
   */
  static Optional<CommandReply> setName(ClientState client, String name) {
    if (name.length() > 100 || name.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      return Optional.of(
          CommandReply.error(
              "ERR Client names cannot contain spaces, newlines or special characters, and have at"
                  + " most 100 characters"));
    }
    client.name(name);
    return Optional.empty();
  }

  private static String line(ClientState client) {
    return "id=%d addr=%s name=%s user=%s resp=%d\n"
        .formatted(
            client.session().id(),
            client.session().peer(),
            client.name(),
            client.login().map(login -> login.queue().value()).orElse(""),
            client.session().protocol());
  }
}
