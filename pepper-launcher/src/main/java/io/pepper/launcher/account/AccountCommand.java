package io.pepper.launcher.account;

import io.pepper.launcher.InstalledPepper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.LogManager;

/**
 * The program of {@code ./pepper user} and {@code ./pepper token}: changes accounts of a Pepper
 * that runs, by its REST, or of one that is stopped, in its database. A password comes on the
 * standard input, never as an argument, which other users of the machine could see.
 */
public final class AccountCommand {
  private AccountCommand() {}

  /** Carries out one command; exits with 1 and one line when it cannot. */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    int code = 0;
    try {
      Map<String, String> command = AccountArguments.parse(args);
      if (command.containsKey(AccountArguments.PASSWORD)) {
        command.put(AccountArguments.PASSWORD, password());
      }
      accounts().run(command).forEach(System.out::println);
    } catch (AccountException failure) {
      System.err.println("pepper: " + failure.getMessage());
      code = 1;
    } catch (RuntimeException failure) {
      // Edge: whatever goes wrong is one line for the terminal.
      System.err.println("pepper: " + Objects.requireNonNullElse(failure.getMessage(), failure));
      code = 1;
    }
    Runtime.getRuntime().halt(code);
  }

  /** The two ways to the accounts. */
  interface Accounts {
    /**
     * Carries out a command.
     *
     * @param command by the names of {@link AccountArguments}
     * @return lines for the terminal
     * @throws AccountException saying in one line why not
     */
    List<String> run(Map<String, String> command);
  }

  private static Accounts accounts() {
    InstalledPepper pepper = InstalledPepper.read();
    return pepper.claim() ? new StoppedPepper(pepper) : new RunningPepper(pepper);
  }

  private static String password() {
    try {
      // Not closed: it is the process's own.
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isEmpty()) {
        throw new AccountException("no password came on the standard input");
      }
      return line;
    } catch (IOException unreadable) {
      throw new AccountException(
          "the password cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
