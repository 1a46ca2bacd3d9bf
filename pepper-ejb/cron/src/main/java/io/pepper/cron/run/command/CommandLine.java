package io.pepper.cron.run.command;

import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.attempt.CannotRunException;
import io.pepper.process.ProcessTree;
import io.pepper.process.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line, environment and directory with which a command is started on this node, all checked.
 *
 * @param line in a session of its own, with the user's rights
 * @param environment the whole environment except for the values of the attempt
 */
record CommandLine(List<String> line, Map<String, String> environment, Path directory) {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  /**
   * @param work where commands run that name no directory
   * @throws CannotRunException naming what is missing
   */
  static CommandLine of(RunTarget.CommandTarget target, Path work) {
    checkText(target);
    Optional<SystemUser> account = target.user().map(CommandLine::user);
    Map<String, String> environment = CommandEnvironment.of(account, target.environment());
    Path directory =
        target.directory().map(CommandLine::directory).orElseGet(() -> home(account).orElse(work));
    List<String> line = new ArrayList<>();
    account
        .filter(user -> user.uid() != SystemUser.ownUid())
        .ifPresent(user -> line.addAll(become(user)));
    line.add(program(target.command().getFirst(), environment.get("PATH"), directory));
    line.addAll(target.command().subList(1, target.command().size()));
    return new CommandLine(ProcessTree.inOwnSession(line), environment, directory);
  }

  ProcessBuilder builder() {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static void checkText(RunTarget.CommandTarget target) {
    if (target.command().stream().anyMatch(CommandLine::hasNul)) {
      throw new CannotRunException("command: an argument must not hold a NUL character");
    }
    target
        .environment()
        .forEach((name, value) -> {
          if (name.isEmpty() || name.contains("=") || hasNul(name) || hasNul(value)) {
            throw new CannotRunException(
                "environment: '"
                    + name
                    + "' cannot be set: a name must not be empty or hold '=', neither it nor its"
                    + " value a NUL character");
          }
        });
  }

  private static boolean hasNul(String text) {
    return text.indexOf(0) >= 0;
  }

  private static SystemUser user(String user) {
    SystemUser account =
        SystemUser.find(user)
            .orElseThrow(
                () -> new CannotRunException("user: there is no user '" + user + "' on this node"));
    long own = SystemUser.ownUid();
    if (account.uid() != own && own != 0) {
      throw new CannotRunException(
          "user: only a Pepper that runs as root can run commands as '" + user + "'");
    }
    if (account.uid() != own && !Files.isExecutable(SETPRIV)) {
      throw new CannotRunException(
          "user: running commands as '" + user + "' needs " + SETPRIV + " (package util-linux)");
    }
    return account;
  }

  private static List<String> become(SystemUser user) {
    return List.of(
        SETPRIV.toString(),
        "--reuid=" + user.uid(),
        "--regid=" + user.gid(),
        "--init-groups",
        "--");
  }

  private static Path directory(String text) {
    Path directory;
    try {
      directory = Path.of(text);
    } catch (InvalidPathException e) {
      throw new CannotRunException("directory: '" + text + "' is not a path");
    }
    if (!directory.isAbsolute()) {
      throw new CannotRunException("directory: '" + text + "' must be an absolute path");
    }
    if (!Files.isDirectory(directory)) {
      throw new CannotRunException("directory: there is no directory '" + text + "' on this node");
    }
    if (!Files.isExecutable(directory)) {
      throw new CannotRunException("directory: Pepper may not enter '" + text + "'");
    }
    return directory;
  }

  /** Returns the user's home directory, in which cron(8) runs commands too. */
  private static Optional<Path> home(Optional<SystemUser> account) {
    return account.map(user -> Path.of(user.home())).filter(Files::isDirectory);
  }

  private static String program(String name, String path, Path directory) {
    return Programs.find(name, path, directory)
        .map(Path::toString)
        .orElseThrow(() ->
            new CannotRunException("cannot run '" + name + "': " + why(name, path, directory)));
  }

  private static String why(String name, String path, Path directory) {
    if (!name.contains("/")) {
      return "no such program in the PATH of this node (" + path + ")";
    }
    Path file = directory.resolve(name);
    return Files.isDirectory(file)
        ? "it is a directory"
        : Files.exists(file) ? "it is not executable" : "no such file on this node";
  }
}
