package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Lists the commands there are, in the shapes that redis-cli and other clients read at start. */
@CommandSpec(name = "COMMAND", summary = "Tells which commands there are")
class CommandCommand implements Command {
  /** Asked for when needed: the table itself holds this command. */
  @Inject Instance<CommandTable> table;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    String what = command.argumentCount() == 0 ? "INFO" : command.text(0).toUpperCase(Locale.ROOT);
    List<String> names =
        IntStream.range(1, Math.max(1, command.argumentCount()))
            .mapToObj(i -> command.text(i).toUpperCase(Locale.ROOT))
            .toList();
    return switch (what) {
      case "COUNT" -> replies -> replies.integer(table.get().verbs().size());
      case "LIST" -> this::list;
      case "INFO" -> replies -> info(replies, names);
      case "DOCS" -> replies -> docs(replies, names);
      default ->
          CommandReply.error(
              "ERR COMMAND " + what + " is not available; COUNT, LIST, INFO, DOCS are");
    };
  }

  private void list(RespReplies replies) {
    replies.array(table.get().verbs().size());
    table.get().verbs().forEach(verb -> replies.bulk(verb.name().toLowerCase(Locale.ROOT)));
  }

  private void info(RespReplies replies, List<String> names) {
    List<CommandSpec> chosen = chosen(names);
    replies.array(chosen.size());
    for (CommandSpec verb : chosen) {
      replies.array(6);
      replies.bulk(verb.name().toLowerCase(Locale.ROOT));
      replies.integer(verb.min() == verb.max() ? verb.min() + 1 : -(verb.min() + 1));
      replies.array(0);
      replies.integer(0);
      replies.integer(0);
      replies.integer(0);
    }
  }

  private void docs(RespReplies replies, List<String> names) {
    List<CommandSpec> chosen = chosen(names);
    replies.map(chosen.size());
    for (CommandSpec verb : chosen) {
      replies.bulk(verb.name().toLowerCase(Locale.ROOT));
      replies.map(1);
      replies.bulk("summary");
      replies.bulk(verb.summary());
    }
  }

  private List<CommandSpec> chosen(List<String> names) {
    return table.get().verbs().stream()
        .filter(verb -> names.isEmpty() || names.contains(verb.name()))
        .toList();
  }
}
