package io.pepper.bus.front.resp;

/** A command with the values of its {@link CommandSpec}, read once: annotations are slow. */
record RegisteredCommand(
    CommandSpec spec, Command command, int min, int max, boolean needsLogin, boolean queued) {
  RegisteredCommand(CommandSpec spec, Command command) {
    this(spec, command, spec.min(), spec.max(), spec.login(), spec.queued());
  }

  boolean takes(int arguments) {
    return arguments >= min && arguments <= max;
  }
}
