package io.pepper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  private final List<String> calls = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void forget() {
    System.clearProperty(StartFailure.PROPERTY);
  }

  @Test
  void reportsAndThrowsOnWhatAPartThrows() {
    RuntimeException wrong = new InvalidSettingException("pepper.x", "y", "z");

    assertThatThrownBy(() -> StartFailure.guard(() -> fail(wrong))).isSameAs(wrong);
    assertThat(reported()).isEqualTo(wrong.getMessage());
  }

  @Test
  void returnsWhatAPartMakes() {
    assertThat(StartFailure.guard(() -> "made")).isEqualTo("made");
    assertThat(reported()).isNull();
  }

  @Test
  void reportsWhyAPartMakesNothing() {
    RuntimeException wrong = new InvalidSettingException("pepper.x", "y", "z");

    assertThatThrownBy(() ->
            StartFailure.guard(() -> {
              fail(wrong);
              return "made";
            }))
        .isSameAs(wrong);
    assertThat(reported()).isEqualTo(wrong.getMessage());
  }

  @Test
  void closesAfterAFailureOnly() {
    StartFailure.guard(() -> calls.add("first part"), () -> calls.add("first close"));
    assertThatThrownBy(() ->
            StartFailure.guard(
                () -> fail(new IllegalStateException("no")), () -> calls.add("second close")))
        .hasMessage("no");

    assertThat(calls).containsExactly("first part", "second close");
  }

  @Test
  void throwsTheFailureOfTheStartAndNotThatOfTheClose() {
    RuntimeException start = new IllegalStateException("start");
    RuntimeException close = new IllegalStateException("close");

    assertThatThrownBy(() -> StartFailure.guard(() -> fail(start), () -> fail(close)))
        .isSameAs(start)
        .hasSuppressedException(close);
    assertThat(reported()).isEqualTo("start");
  }

  @Test
  void keepsTheFirstReport() {
    StartFailure.report("first");
    StartFailure.report("second");

    assertThat(reported()).isEqualTo("first");
  }

  @Test
  void prefersASentenceOfOursInOneLine() {
    InvalidSettingException ours = new InvalidSettingException("pepper.x", "y", "z\nor w");
    ours.initCause(new IllegalArgumentException("a library's"));

    StartFailure.report(new IllegalStateException("the container's", ours));

    assertThat(reported()).isEqualTo(ours.getMessage().replace('\n', ' '));
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }

  private static String reported() {
    return System.getProperty(StartFailure.PROPERTY);
  }
}
