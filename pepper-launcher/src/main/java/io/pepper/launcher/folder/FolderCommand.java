package io.pepper.launcher.folder;

import io.pepper.launcher.InstalledPepper;
import io.pepper.launcher.folder.Difference.Kind;
import io.pepper.launcher.rest.PepperRest;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.LogManager;
import java.util.stream.Collectors;

/**
 * The program of {@code ./pepper diff} and {@code ./pepper apply}. Exits with 0 if the server is as
 * the folder, with 2 if it is not, and with 1 and one line when that cannot be found out, or
 * something is refused.
 */
public final class FolderCommand {
  private static final int SAME = 0;
  private static final int FAILED = 1;
  private static final int DIFFERENT = 2;

  private final PrintStream out;

  private FolderCommand(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    int code = FAILED;
    try {
      code = new FolderCommand(System.out).run(FolderArguments.parse(args));
    } catch (RuntimeException failure) {
      // Edge: whatever goes wrong is one line for the terminal.
      System.err.println("pepper: " + Objects.requireNonNullElse(failure.getMessage(), failure));
    }
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  private int run(FolderArguments arguments) {
    DefinitionFolder folder = DefinitionFolder.read(arguments.folder());
    InstalledPepper pepper = InstalledPepper.read();
    try (PepperRest rest =
        arguments
            .server()
            .map(server -> PepperRest.at(pepper, server))
            .orElseGet(() -> PepperRest.of(pepper))) {
      // First whether this is a Pepper that is ready, and knows the caller.
      rest.call("GET", "me").getString("name");
      List<Difference> differences = new ServerState(rest, folder, arguments.isPrune()).compare();
      differences.forEach(this::print);
      out.println(summary(differences));
      if (has(differences, Kind.REFUSED)) {
        throw new FolderException("nothing was changed, since something is refused");
      }
      if (arguments.isApply()) {
        new FolderApplication(rest, folder, arguments.note()).run(differences, arguments.isPrune());
        out.println("applied");
        return SAME;
      }
      return differences.stream().allMatch(each -> each.kind() == Kind.UNCHANGED)
          ? SAME
          : DIFFERENT;
    }
  }

  private void print(Difference difference) {
    if (difference.kind() != Kind.UNCHANGED) {
      out.println(difference.subject() + ": " + difference.kind().text());
      difference.detail().forEach(line -> out.println("  " + line));
    }
  }

  private static boolean has(List<Difference> differences, Kind kind) {
    return differences.stream().anyMatch(each -> each.kind() == kind);
  }

  private static String summary(List<Difference> differences) {
    Map<Kind, Long> counts =
        differences.stream()
            .collect(Collectors.groupingBy(Difference::kind, Collectors.counting()));
    return Arrays.stream(Kind.values())
        .map(kind -> counts.getOrDefault(kind, 0L) + " " + kind.text())
        .collect(Collectors.joining(", "));
  }
}
