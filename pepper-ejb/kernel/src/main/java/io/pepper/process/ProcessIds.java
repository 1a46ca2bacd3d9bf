package io.pepper.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;

/** The order in which Linux assigns process ids: upwards, and from the start again at the end. */
final class ProcessIds {
  private static final long DEFAULT_LIMIT = 32_768;
  private static final long LIMIT = limit();

  private ProcessIds() {}

  /**
   * Accepts at least the ids of all processes that began within a second after that one, as long as
   * these are at most an eighth of all ids.
   */
  static LongPredicate after(long pid) {
    return pid < LIMIT - LIMIT / 8 ? later -> later > pid : any -> true;
  }

  private static long limit() {
    try {
      return Long.parseLong(Files.readString(Path.of("/proc/sys/kernel/pid_max")).strip());
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_LIMIT;
    }
  }
}
