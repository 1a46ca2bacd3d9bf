package io.pepper.config.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.ValueType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random contents, written and read again. */
class RoundTripTest {
  private static final int CONTENTS = 5_000;
  private static final String[] PIECES = {
    "\n",
    "\r\n",
    "\"",
    "\"\"\"",
    "`",
    "'",
    "#",
    ";",
    "=",
    ":",
    "\\",
    "\\\n",
    " ",
    "\t",
    "\u00a0",
    "[s]",
    "a",
    "b",
    "long word",
    ",",
    "é",
    "\ud83d\ude00",
    "%(a)s",
    "{",
    "}",
    "\ufeff",
    "\u0000"
  };
  private static final List<ValueType> TYPES =
      List.of(
          ValueType.STRING,
          ValueType.STRING,
          ValueType.JSON,
          ValueType.STRING_LIST,
          ValueType.STRING_SET,
          ValueType.BOOL_BY_STRING,
          ValueType.STRING_LIST_BY_STRING);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private int unwritable;

  @Test
  void readsBackWhatItWrites() {
    System.out.println("RoundTripTest: -Dseed=" + seed);
    for (int i = 0; i < CONTENTS; i++) {
      FileContent content = content();
      String text = IniWriter.write(content);
      FileContent read = IniFile.read(text).content();
      assertThat(read).as("%s, seed %d", text, seed).isEqualTo(content);
      assertThat(read.toString())
          .as("order of %s, seed %d", text, seed)
          .isEqualTo(content.toString());
    }
    assertThat(unwritable).isPositive();
  }

  private FileContent content() {
    FileContent content = FileContent.EMPTY;
    for (int i = random.nextInt(6); i >= 0; i--) {
      SectionName section =
          random.nextBoolean() ? SectionName.DEFAULT : new SectionName("s " + random.nextInt(3));
      ConfigEntry entry = entry();
      if (isWritable(entry.value())) {
        content = content.with(section, entry);
      } else {
        unwritable++;
        FileContent single = FileContent.EMPTY.with(section, entry);
        assertThatThrownBy(() -> IniWriter.write(single))
            .as("'%s', seed %d", entry.value(), seed)
            .isInstanceOf(UnwritableContentException.class);
      }
    }
    return content;
  }

  private ConfigEntry entry() {
    ValueType type = TYPES.get(random.nextInt(TYPES.size()));
    String[] names = {"a", "b", "k=v", "#x", "[y]", "`z", "\"q", "é:", "c;d"};
    KeyName key = new KeyName(names[random.nextInt(names.length)] + random.nextInt(3));
    String prefix = type == ValueType.STRING_LIST_BY_STRING ? "k:" : "";
    String value = prefix + value();
    if (type == ValueType.STRING_LIST_BY_STRING) {
      value = value.replace(";", ";k:");
    }
    return ConfigEntry.of(key, type, value);
  }

  private String value() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Returns whether one of the two quotes does not occur in a line before the last one. */
  private static boolean isWritable(String value) {
    String before = value.substring(0, Math.max(value.lastIndexOf('\n'), 0));
    return before.indexOf('`') < 0 || !before.contains("\"\"\"");
  }
}
