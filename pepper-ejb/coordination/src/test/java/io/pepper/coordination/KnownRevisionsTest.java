package io.pepper.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KnownRevisionsTest {
  private static final long NOW = 1_000;
  private static final OptionalLong BY_ITSELF = OptionalLong.empty();
  private static final OptionalLong BEFORE = OptionalLong.of(NOW - 1);
  private static final OptionalLong AFTER = OptionalLong.of(NOW + 1);

  private final KnownRevisions known = new KnownRevisions();

  @Test
  void takesTheHighestRevisionOfReportsThatOverlap() {
    assertThat(known.isNews(set("a", 5), BY_ITSELF)).isTrue();
    known.note(set("a", 5), NOW);

    for (OptionalLong asked : List.of(BY_ITSELF, BEFORE)) {
      assertThat(known.isNews(set("a", 4), asked)).isFalse();
      assertThat(known.isNews(set("a", 5), asked)).isFalse();
      assertThat(known.isNews(removed("a", 5), asked)).isFalse();
      assertThat(known.isNews(set("a", 6), asked)).isTrue();
      assertThat(known.isNews(removed("a", 6), asked)).isTrue();
    }
  }

  @Test
  void takesWhatWasAskedForLaterWhateverItsRevision() {
    known.note(set("a", 5), NOW);

    assertThat(known.isNews(set("a", 4), AFTER)).isTrue();
    assertThat(known.isNews(removed("a", 3), AFTER)).isTrue();
    assertThat(known.isNews(removed("a", 5), AFTER)).isTrue();
    assertThat(known.isNews(set("a", 5), AFTER)).isFalse();
  }

  @Test
  void knowsRemovedKeys() {
    known.note(set("a", 5), NOW);
    known.note(removed("a", 7), NOW);

    assertThat(known.isNews(set("a", 6), BY_ITSELF)).isFalse();
    assertThat(known.isNews(removed("a", 7), AFTER)).isFalse();
    assertThat(known.isNews(set("a", 6), AFTER)).isTrue();
    assertThat(known.isNews(set("a", 8), BY_ITSELF)).isTrue();
  }

  @Test
  void saysWhichKeysAListLacks() {
    known.note(set("a", 1), NOW);
    known.note(set("b", 2), NOW);
    known.note(removed("c", 3), NOW);
    known.note(set("d", 4), NOW);
    known.note(removed("d", 5), NOW);
    known.note(set("d", 6), NOW);

    List<Entry> listed = List.of(new Entry("a", new byte[0], 1), new Entry("e", new byte[0], 1));
    assertThat(known.missingFrom(new Listing(listed, 6, NOW)))
        .containsExactlyInAnyOrder("b", "c", "d");
  }

  @Test
  void forgetsTheOldestOfManyRemovals() {
    for (int i = 1; i <= 10_001; i++) {
      known.note(removed("k" + i, i), NOW);
    }

    assertThat(known.isNews(set("k1", 0), BY_ITSELF)).isTrue();
    assertThat(known.isNews(set("k2", 1), BY_ITSELF)).isFalse();
    assertThat(known.missingFrom(new Listing(List.of(), 0, NOW))).hasSize(10_000);
  }

  private static Change set(String key, long revision) {
    return new Change(key, Optional.of(new byte[0]), revision);
  }

  private static Change removed(String key, long revision) {
    return new Change(key, Optional.empty(), revision);
  }
}
