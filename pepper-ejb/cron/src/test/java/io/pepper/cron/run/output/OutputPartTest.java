package io.pepper.cron.run.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputPartTest {
  @Test
  void goesOnWhereItWas() {
    OutputPart first = OutputPart.of("grüße", 0, 4);
    OutputPart second = OutputPart.of("grüße", first.next(), 4);

    assertThat(first.text() + second.text()).isEqualTo("grüße");
    assertThat(second.next()).isEqualTo(7);
  }

  @Test
  void neverGoesBack() {
    assertThat(OutputPart.of("seen", 4, 16)).isEqualTo(new OutputPart("", 4));
    assertThat(OutputPart.of("seen", 9, 16)).isEqualTo(new OutputPart("", 9));
  }
}
