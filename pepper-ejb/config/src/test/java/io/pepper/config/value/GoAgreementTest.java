package io.pepper.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.config.GoProgram;
import io.pepper.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random texts, read and written by Go's own library and by ours. */
class GoAgreementTest {
  private static final int TEXTS = 20_000;
  private static final List<ValueType> TYPES =
      List.of(
          ValueType.BOOL,
          ValueType.INT64,
          ValueType.FLOAT64,
          ValueType.DURATION,
          ValueType.INT_SET,
          ValueType.STRING_SET,
          ValueType.STRING);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void readsAndWritesAsGoDoes() throws Exception {
    System.out.println("GoAgreementTest: -Dseed=" + seed);
    List<ValueType> types = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      ValueType type = TYPES.get(i % TYPES.size());
      String text = text(type);
      types.add(type);
      texts.add(text);
      questions.add(new JsonWriter(0).strings(List.of(type.text(), text)).toString());
    }
    List<String> answers = GoProgram.built("values").answers(questions);
    int accepted = 0;
    for (int i = 0; i < TEXTS; i++) {
      assertThat(ours(types.get(i), texts.get(i)))
          .as("%s '%s', seed %d", types.get(i).text(), texts.get(i), seed)
          .isEqualTo(answers.get(i));
      accepted += answers.get(i).equals("refused") ? 0 : 1;
    }
    assertThat(accepted).isBetween(TEXTS / 4, TEXTS * 9 / 10);
  }

  private static String ours(ValueType type, String text) {
    try {
      JsonWriter out = new JsonWriter(0);
      type.write(type.parse(text), out);
      return out.toString();
    } catch (InvalidValueException e) {
      return "refused";
    }
  }

  private String text(ValueType type) {
    return switch (type) {
      case BOOL -> of("1", "t", "T", "TRUE", "true", "True", "0", "f", "no", "tRue", "", " 1");
      case INT64 -> random.nextBoolean() ? Long.toString(random.nextLong()) : mix("+-0123456789_");
      case FLOAT64 -> number();
      case DURATION -> duration();
      case INT_SET -> random.nextInt(300) + "," + -random.nextInt(30) + "," + mix("+12,");
      default -> mix("a\"<>&\u2028\u0001é\uffff\ud83d\ude00,\\/");
    };
  }

  private String number() {
    return switch (random.nextInt(5)) {
      case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
      case 1 -> random.nextInt(100) + "e" + (random.nextInt(660) - 330);
      case 2 -> Double.toString(random.nextInt(2000) / 1000.0);
      case 3 -> "0x" + mix("0123456789abcdef_.") + "p" + (random.nextInt(200) - 100);
      default -> mix("+-0123456789._eE");
    };
  }

  private String duration() {
    StringBuilder text = new StringBuilder(of("", "", "-", "+"));
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(random.nextInt(3) == 0 ? random.nextInt(3000) : mix("0123456789."));
      text.append(of("h", "m", "s", "ms", "us", "µs", "μs", "ns", ""));
    }
    return text.toString();
  }

  private String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String mix(String alphabet) {
    int[] characters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(8) == 0 ? 40 : 6); i >= 0; i--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }
}
