package io.pepper.cron.alarm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What this package logs, as an operator would see it. */
final class LogLines extends Handler {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = Logger.getLogger("io.pepper.cron.alarm");

  LogLines() {
    logger.addHandler(this);
  }

  List<String> containing(String part) {
    return lines.stream().filter(line -> line.contains(part)).toList();
  }

  List<String> all() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(new SimpleFormatter().format(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
