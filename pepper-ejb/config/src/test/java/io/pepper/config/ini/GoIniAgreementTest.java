package io.pepper.config.ini;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.config.GoProgram;
import io.pepper.json.JsonWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random texts, read by the library that gokeeper's reader is derived from and by ours. */
class GoIniAgreementTest {
  private static final int TEXTS = 30_000;

  /** Pieces that mean something in the grammar, and some that do not. */
  private static final String[] PIECES = {
    "=",
    "=",
    "=",
    " = ",
    ":",
    "#",
    ";",
    " ; ",
    " # ",
    "\"",
    "\"\"\"",
    "`",
    "'",
    "\\",
    "\\\n",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "[",
    "]",
    "[s]\n",
    "[t]\n",
    "[DEFAULT]\n",
    " ",
    "\t",
    "\u00a0",
    "\u2003",
    "a",
    "b",
    "c",
    "k",
    "-",
    "- = ",
    "x y",
    "1:a,b",
    "m map[string][]string = ",
    "n  map[string][]string = ",
    "\na = ",
    "\nb = `",
    "\nc = \"\"\"",
    "\nd = \"",
    "# note\n",
    "; note\n",
    "%(a)s",
    "é",
    ","
  };

  /** Other texts each time in the long form, and in the short one some that were read wrongly. */
  private final long seed =
      Long.getLong("seed", Boolean.getBoolean("pepper.long") ? System.nanoTime() : 7283630252105L);

  private final Random random = new Random(seed);

  @Test
  void readsLinesAsGokeepersLibraryDoes() throws Exception {
    System.out.println("GoIniAgreementTest: -Dseed=" + seed);
    List<String> texts = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      String text = text();
      texts.add(text);
      questions.add(new JsonWriter(0).string(text).toString());
    }
    List<String> answers = GoProgram.built("ini").answers(questions);
    int accepted = 0;
    for (int i = 0; i < TEXTS; i++) {
      assertThat(ours(texts.get(i)))
          .as("%s, seed %d", questions.get(i), seed)
          .isEqualTo(answers.get(i));
      accepted += answers.get(i).equals("null") ? 0 : 1;
    }
    assertThat(accepted).isBetween(TEXTS / 10, TEXTS * 9 / 10);
  }

  private String text() {
    StringBuilder text = new StringBuilder(random.nextInt(20) == 0 ? "\ufeff" : "");
    boolean isTame = random.nextBoolean();
    for (int i = random.nextInt(20); i >= 0; i--) {
      if (isTame && random.nextInt(3) == 0) {
        text.append("\nk").append(random.nextInt(4)).append(" = ");
      }
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String ours(String text) {
    String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
    try {
      return json(new IniScanner(unmarked, new Findings()).scan());
    } catch (IniSyntaxException e) {
      return "null";
    }
  }

  private static String json(Map<String, RawSection> sections) {
    JsonWriter out = new JsonWriter(0).raw('[');
    for (Iterator<String> each = sections.keySet().iterator(); each.hasNext(); ) {
      String name = each.next();
      out.raw('[').string(name).raw(",[");
      Iterator<RawEntry> entries = sections.get(name).entries().iterator();
      while (entries.hasNext()) {
        RawEntry entry = entries.next();
        out.strings(List.of(entry.leftSide(), entry.value())).comma(entries);
      }
      out.raw("]]").comma(each);
    }
    return out.raw(']').toString();
  }
}
