package io.pepper.web.faces.bus.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadViewTest {
  @Test
  void showsJsonWithALineForEachMember() {
    PayloadView view = view("{\"to\":[1,\"<b>\"]}");

    assertThat(view.getKind()).isEqualTo("JSON");
    assertThat(view.getPretty().lines()).hasSizeGreaterThan(3);
    assertThat(view.getRaw()).isEqualTo("{\"to\":[1,\"<b>\"]}");
  }

  @Test
  void showsWhatPhpSerialized() {
    PayloadView view =
        view(
            "a:3:{s:2:\"to\";s:5:\"a\"b\u00e4\";i:0;O:8:\"App\\Mail\":1:{s:1:\"x\";d:1.5;}i:1;a:0:{}}");

    assertThat(view.getKind()).isEqualTo("PHP serialize()");
    assertThat(view.getPretty())
        .isEqualTo(
            String.join(
                "\n",
                "[",
                "  \"to\" => \"a\\\"b\u00e4\"",
                "  0 => App\\Mail {",
                "    \"x\": 1.5",
                "  }",
                "  1 => []",
                "]"));
  }

  @Test
  void readsEveryTypeOfPhp() {
    assertThat(view("a:5:{i:0;N;i:1;b:1;i:2;i:-7;i:3;r:1;i:4;E:11:\"Suit:Hearts\";}").getPretty())
        .contains("null", "true", "-7", "(same as value 1)", "Suit:Hearts");
    assertThat(view("C:3:\"Old\":4:{a;b}}").getPretty()).isEqualTo("Old {a;b}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "s:5:\"ab\";",
        "s:999999999:\"ab\";",
        "a:1:{i:0;}",
        "a:2000000000:{",
        "a:99999999999:{}",
        "i:1;i:2;",
        "i:;",
        "O:1:\"X\":1:{",
        "",
        "{\"open\":"
      })
  void leavesTextThatIsNeitherAsItIs(String text) {
    PayloadView view = view(text);

    assertThat(view.getKind()).isEqualTo("text");
    assertThat(view.getPretty()).isEmpty();
    assertThat(view.getRaw()).isEqualTo(text);
  }

  @Test
  void leavesWhatIsNestedTooDeepAsItIs() {
    assertThat(view("a:1:{i:0;".repeat(100_000)).getKind()).isEqualTo("text");
    assertThat(view("[".repeat(100_000)).getKind()).isEqualTo("text");
  }

  @Test
  void showsBytesAsNumbersAndInBase64() {
    PayloadView view = new PayloadView(new byte[] {0, (byte) 0xff, 'a', '<'});

    assertThat(view.getKind()).isEqualTo("bytes");
    assertThat(view.getRaw()).contains("00000000  00 ff 61 3c").contains("..a<");
    assertThat(view.getBase64()).isEqualTo("AP9hPA==");
  }

  @Test
  void showsTheBeginningOfWhatIsLong() {
    PayloadView view = view("x".repeat(1_000_000));

    assertThat(view.isCut()).isTrue();
    assertThat(view.getRaw()).hasSizeLessThan(200_000);
    assertThat(view("x").isCut()).isFalse();
  }

  private static PayloadView view(String payload) {
    return new PayloadView(payload.getBytes(UTF_8));
  }
}
