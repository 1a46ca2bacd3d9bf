package io.pepper.web.change;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.KeyDifferences;
import io.pepper.definition.HiddenValues;
import java.util.Optional;

/**
 * The keys that a publish changed, as the audit trail keeps them: one line each, without secrets,
 * and not more than fits. The history has all of it. For one thread.
 */
final class ConfigAuditText {
  private static final int MAX_CHARACTERS = 20_000;
  private static final String CUT = "…\n";

  private final StringBuilder before = new StringBuilder();
  private final StringBuilder after = new StringBuilder();

  void add(FileName file, Optional<FileContent> old, Optional<FileContent> now) {
    KeyDifferences.of(old.orElse(FileContent.EMPTY), now.orElse(FileContent.EMPTY))
        .forEach(key -> {
          String place = "%s %s.%s = ".formatted(file, key.section(), key.key());
          key.before().ifPresent(entry -> add(before, place + shown(entry)));
          key.after().ifPresent(entry -> add(after, place + shown(entry)));
        });
    if (old.isEmpty() && now.filter(content -> content.size() == 0).isPresent()) {
      add(after, file + " without keys");
    }
    if (now.isEmpty() && old.filter(content -> content.size() == 0).isPresent()) {
      add(before, file + " without keys");
    }
  }

  private static String shown(ConfigEntry entry) {
    return entry.isSecret() ? HiddenValues.MASK : entry.value();
  }

  private static void add(StringBuilder text, String line) {
    if (text.length() + line.length() < MAX_CHARACTERS) {
      text.append(line).append('\n');
    } else if (!text.toString().endsWith(CUT)) {
      text.append(CUT);
    }
  }

  /** Returns the keys as they were; null if all are new. */
  String before() {
    return text(before);
  }

  /** Returns the keys as they are; null if all are gone. */
  String after() {
    return text(after);
  }

  private static String text(StringBuilder text) {
    return text.isEmpty() ? null : text.toString().strip();
  }
}
