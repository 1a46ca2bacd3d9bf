package io.pepper.bus.front;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every command there is, found by CDI, by name. */
@SingletonBean
class CommandTable {
  /**
   * A command with what its {@link CommandSpec} declares, read once: asking an annotation is slow.
   */
  record Known(
      CommandSpec verb, Command command, int min, int max, boolean needsLogin, boolean queued) {
    Known(CommandSpec verb, Command command) {
      this(verb, command, verb.min(), verb.max(), verb.login(), verb.queued());
    }

    boolean takes(int arguments) {
      return arguments >= min && arguments <= max;
    }
  }

  private final Map<String, Known> commands = new HashMap<>();

  @Inject
  CommandTable(@Any Instance<Command> all) {
    for (Instance.Handle<Command> handle : all.handles()) {
      CommandSpec verb = handle.getBean().getBeanClass().getAnnotation(CommandSpec.class);
      commands.put(verb.name(), new Known(verb, handle.get()));
    }
  }

  CommandTable(Map<String, Known> commands) {
    this.commands.putAll(commands);
  }

  /** Null when there is no such command. */
  Known find(String name) {
    return commands.get(name);
  }

  Collection<CommandSpec> verbs() {
    return List.copyOf(
        commands.values().stream()
            .map(Known::verb)
            .sorted(Comparator.comparing(CommandSpec::name))
            .toList());
  }
}
