package io.pepper.bus.front.resp;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All commands by name, as CDI finds them. */
@SingletonBean
public class CommandTable {
  private final Map<String, RegisteredCommand> commands = new HashMap<>();

  @Inject
  CommandTable(@Any Instance<Command> all) {
    for (Instance.Handle<Command> handle : all.handles()) {
      CommandSpec spec = handle.getBean().getBeanClass().getAnnotation(CommandSpec.class);
      commands.put(spec.name(), new RegisteredCommand(spec, handle.get()));
    }
  }

  CommandTable(Map<String, RegisteredCommand> commands) {
    this.commands.putAll(commands);
  }

  /**
   * Finds a command.
   *
   * @param name in upper case
   * @return null if there is no such command
   */
  RegisteredCommand find(String name) {
    return commands.get(name);
  }

  /** Returns all commands, sorted by name. */
  public Collection<CommandSpec> specs() {
    return List.copyOf(
        commands.values().stream()
            .map(RegisteredCommand::spec)
            .sorted(Comparator.comparing(CommandSpec::name))
            .toList());
  }
}
