package io.pepper.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The server's log: everything goes to files, Pepper's own warnings to the console as well. */
final class ServerLog {
  // Kept, or the garbage collector would take the logger and with it the handler.
  private static final Logger PEPPER = Logger.getLogger("io.pepper");

  private static final HarmlessMessages HARMLESS = new HarmlessMessages();

  private ServerLog() {}

  /** Writes how many messages were left out, so that who misses one knows where to look. */
  static void countLeftOut() {
    PEPPER.log(
        Level.INFO,
        "Pepper is ready; {0} messages of the server that mean nothing for Pepper are left out",
        HARMLESS.count());
  }

  static void open(Path configuration, Settings settings, Console console) {
    try {
      String text =
          Files.readString(configuration)
              .replace("${pepper.data}", settings.data().toString().replace("%", "%%"));
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot open the log of " + configuration, failed);
    }
    for (Handler file : LogManager.getLogManager().getLogger("").getHandlers()) {
      file.setFilter(HARMLESS);
    }
    PEPPER.addHandler(new OperatorLines(console));
    System.setOut(lines(Logger.getLogger("stdout"), Level.INFO));
    System.setErr(lines(Logger.getLogger("stderr"), Level.WARNING));
  }

  private static PrintStream lines(Logger logger, Level level) {
    return new PrintStream(new LogLines(logger, level), true, StandardCharsets.UTF_8);
  }

  /** A stream whose lines become log records. A line over the limit is cut into several. */
  private static final class LogLines extends OutputStream {
    private static final int LIMIT = 8_192;
    private final Logger logger;
    private final Level level;
    private final byte[] line = new byte[LIMIT];
    private int length;

    LogLines(Logger logger, Level level) {
      this.logger = logger;
      this.level = level;
    }

    @Override
    public synchronized void write(int value) {
      if (value != '\n') {
        line[length++] = (byte) value;
      }
      if (value == '\n' || length == LIMIT) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        length = 0;
        logger.log(level, text.stripTrailing());
      }
    }
  }

  /** The console's part of Pepper's own warnings. They are rare, and each asks for an action. */
  private static final class OperatorLines extends Handler {
    private final Console console;

    OperatorLines(Console console) {
      this.console = console;
      setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord warning) {
      if (isLoggable(warning)) {
        var text = new java.util.logging.SimpleFormatter().formatMessage(warning);
        console.error(
            warning.getLevel().getName().toLowerCase(java.util.Locale.ROOT) + ": " + text);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
