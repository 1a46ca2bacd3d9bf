package io.pepper.launcher.folder;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The arguments of the commands.
 *
 * @param isApply whether what differs is changed, and not only shown
 * @param server the Pepper that is meant; empty for that of this machine
 * @param isPrune whether what the folder does not have is deleted
 */
record FolderArguments(
    boolean isApply, Path folder, Optional<String> server, boolean isPrune, String note) {
  private static final String USAGE =
      "say diff FOLDER [--server URL], or apply FOLDER [--server URL] [--prune] [--note TEXT]";

  /**
   * Parses arguments.
   *
   * @throws FolderException naming the one that is wrong or missing
   */
  static FolderArguments parse(String... args) {
    if (args.length == 0 || !args[0].equals("diff") && !args[0].equals("apply")) {
      throw new FolderException(USAGE);
    }
    boolean isApply = args[0].equals("apply");
    String folder = null;
    Optional<String> server = Optional.empty();
    boolean isPrune = false;
    String note = "";
    for (int i = 1; i < args.length; i++) {
      if (args[i].equals("--server")) {
        server = Optional.of(value(args, ++i));
      } else if (isApply && args[i].equals("--prune")) {
        isPrune = true;
      } else if (isApply && args[i].equals("--note")) {
        note = value(args, ++i);
      } else if (folder == null && !args[i].startsWith("--")) {
        folder = args[i];
      } else {
        throw new FolderException("'" + args[i] + "' is one argument too many: " + USAGE);
      }
    }
    if (folder == null) {
      throw new FolderException(USAGE);
    }
    try {
      return new FolderArguments(isApply, Path.of(folder), server, isPrune, note);
    } catch (InvalidPathException e) {
      throw new FolderException("'" + folder + "' cannot be a folder", e);
    }
  }

  private static String value(String[] args, int at) {
    if (at == args.length) {
      throw new FolderException(args[at - 1] + " needs a value: " + USAGE);
    }
    return args[at];
  }
}
