package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.CommandTable;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The list of all commands, in the shapes that redis-cli and other clients read at start. */
@CommandSpec(name = "COMMAND", summary = "Tells which commands there are")
class CommandCommand implements Command {
  /** The table, looked up when needed: it holds this command itself. */
  @Inject Instance<CommandTable> table;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    String subcommand =
        command.argumentCount() == 0 ? "INFO" : command.text(0).toUpperCase(Locale.ROOT);
    List<String> names =
        IntStream.range(1, Math.max(1, command.argumentCount()))
            .mapToObj(i -> command.text(i).toUpperCase(Locale.ROOT))
            .toList();
    return switch (subcommand) {
      case "COUNT" -> replies -> replies.integer(table.get().specs().size());
      case "LIST" -> this::list;
      case "INFO" -> replies -> info(replies, names);
      case "DOCS" -> replies -> docs(replies, names);
      default ->
          CommandReply.error(
              "ERR COMMAND " + subcommand + " is not available; COUNT, LIST, INFO, DOCS are");
    };
  }

  private void list(RespReplies replies) {
    replies.array(table.get().specs().size());
    table.get().specs().forEach(spec -> replies.bulk(spec.name().toLowerCase(Locale.ROOT)));
  }

  private void info(RespReplies replies, List<String> names) {
    List<CommandSpec> chosen = chosen(names);
    replies.array(chosen.size());
    for (CommandSpec spec : chosen) {
      replies.array(6);
      replies.bulk(spec.name().toLowerCase(Locale.ROOT));
      replies.integer(spec.min() == spec.max() ? spec.min() + 1 : -(spec.min() + 1));
      replies.array(0);
      replies.integer(0);
      replies.integer(0);
      replies.integer(0);
    }
  }

  private void docs(RespReplies replies, List<String> names) {
    List<CommandSpec> chosen = chosen(names);
    replies.map(chosen.size());
    for (CommandSpec spec : chosen) {
      replies.bulk(spec.name().toLowerCase(Locale.ROOT));
      replies.map(1);
      replies.bulk("summary");
      replies.bulk(spec.summary());
    }
  }

  private List<CommandSpec> chosen(List<String> names) {
    return table.get().specs().stream()
        .filter(spec -> names.isEmpty() || names.contains(spec.name()))
        .toList();
  }
}
