package io.pepper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicIdTest {
  @Test
  void numberedNamesHaveHashesOfTheirOwn() {
    Set<Integer> hashes = new HashSet<>();
    for (int queue = 0; queue < 20; queue++) {
      for (int topic = 0; topic < 100; topic++) {
        hashes.add(TopicId.of("load%02d".formatted(queue), "t%02d".formatted(topic)).hashCode());
      }
    }

    assertThat(hashes).hasSize(2000);
  }

  @Test
  void isEqualByBothNames() {
    assertThat(TopicId.of("q", "t")).isEqualTo(TopicId.of("q", "t"));
    assertThat(TopicId.of("q", "t")).hasSameHashCodeAs(TopicId.of("q", "t"));
    assertThat(TopicId.of("q", "t")).isNotEqualTo(TopicId.of("q", "u"));
    assertThat(TopicId.of("q", "t")).isNotEqualTo(TopicId.of("r", "t"));
  }
}
