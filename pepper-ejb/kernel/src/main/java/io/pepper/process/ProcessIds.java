package io.pepper.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;

/** Which order Linux gives process ids in: upwards, and at the end from the beginning again. */
final class ProcessIds {
  private static final long DEFAULT_LIMIT = 32_768;
  private static final long LIMIT = limit();

  private ProcessIds() {}

  /**
   * Takes at least the ids of all processes that began within a second after that one, as long as
   * these are not more than an eighth of all ids there are.
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
