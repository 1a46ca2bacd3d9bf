package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowerTest {
  private final Heard heard = new Heard();
  private final Follower follower = new Follower("q/", heard);

  @Test
  void tellsEveryKeyOfOneRevision() {
    follower.list(new Listing(List.of(entry("q/gone", 3)), 4));

    follower.change(change("q/b", 5));
    follower.change(change("q/a", 5));
    follower.change(new Change("q/gone", Optional.empty(), 5));

    assertThat(heard.changes()).containsExactly("q/gone=3", "q/b=5", "q/a=5", "q/gone gone");
  }

  @Test
  void tellsTheRestOfARevisionOfWhichTheSourceBrokeOff() {
    follower.list(new Listing(List.of(), 4));
    follower.change(change("q/b", 5));

    follower.list(new Listing(List.of(entry("q/a", 5), entry("q/b", 5)), 5));
    follower.change(change("q/b", 5));
    follower.change(change("q/a", 5));

    assertThat(heard.changes()).containsExactly("q/b=5", "q/a=5");
  }

  @Test
  void listsTheKeysOfOneRevisionOneAfterTheOther() {
    follower.list(
        new Listing(
            List.of(entry("q/a", 5), entry("q/b", 4), entry("q/c", 6), entry("q/d", 5)), 6));

    assertThat(heard.changes()).containsExactly("q/b=4", "q/a=5", "q/d=5", "q/c=6");
  }

  private static Entry entry(String key, long revision) {
    return new Entry(key, Long.toString(revision).getBytes(UTF_8), revision);
  }

  private static Change change(String key, long revision) {
    return new Change(key, Optional.of(entry(key, revision).value()), revision);
  }
}
