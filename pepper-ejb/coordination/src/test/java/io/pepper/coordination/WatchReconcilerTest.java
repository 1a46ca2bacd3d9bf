package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchReconcilerTest {
  private final Heard heard = new Heard();
  private final WatchReconciler follower =
      new WatchReconciler("q/", new SingleChangeAdapter(heard));

  @Test
  void tellsEveryKeyOfOneRevision() {
    follower.list(listing(4, entry("q/gone", 3)));

    follower.change(
        changes(
            change("other", 5),
            change("q/b", 5),
            change("q/a", 5),
            new Change("q/gone", Optional.empty(), 5)));

    assertThat(heard.changes()).containsExactly("q/gone=3", "q/b=5", "q/a=5", "q/gone gone");
  }

  @Test
  void tellsTheRestOfARevisionOfWhichTheSourceBrokeOff() {
    follower.list(listing(4));
    follower.change(changes(change("q/b", 5)));

    follower.list(listing(5, entry("q/a", 5), entry("q/b", 5)));
    follower.change(changes(change("q/b", 5)));
    follower.change(changes(change("q/a", 5)));

    assertThat(heard.changes()).containsExactly("q/b=5", "q/a=5");
  }

  @Test
  void listsTheKeysOfOneRevisionOneAfterTheOther() {
    follower.list(listing(6, entry("q/a", 5), entry("q/b", 4), entry("q/c", 6), entry("q/d", 5)));

    assertThat(heard.changes()).containsExactly("q/b=4", "q/a=5", "q/d=5", "q/c=6");
  }

  @Test
  void tellsAListAtOnceAndItsRevisionEvenIfNothingChanged() {
    List<Changes> told = new ArrayList<>();
    WatchReconciler all = new WatchReconciler("q/", told::add);
    all.list(listing(4, entry("q/a", 3), entry("q/b", 4)));
    all.list(listing(7, entry("q/b", 4), entry("q/c", 6)));
    all.list(listing(9, entry("q/b", 4), entry("q/c", 6)));
    all.change(changes(change("q/c", 6)));

    assertThat(told).extracting(Changes::revision).containsExactly(4L, 7L, 9L);
    assertThat(told)
        .extracting(news -> news.changes().stream().map(Change::key).toList())
        .containsExactly(List.of("q/a", "q/b"), List.of("q/c", "q/a"), List.of());
  }

  @Test
  void tellsWhatABackupBroughtBack() {
    follower.list(listing(9, entry("q/a", 5), entry("q/b", 9), entry("q/c", 8)));

    follower.list(listing(7, entry("q/a", 5), entry("q/b", 7)));
    follower.change(changes(change("q/b", 8)));

    assertThat(heard.changes())
        .containsExactly("q/a=5", "q/c=8", "q/b=9", "q/b=7", "q/c gone", "q/b=8");
  }

  @Test
  void passesAWholeListOnWithItsNetEffect() {
    List<Changes> told = new ArrayList<>();
    WatchReconciler all = new WatchReconciler("q/", told::add);
    Listing first = listing(4, entry("q/a", 3));
    Listing second = listing(6, entry("q/a", 3), entry("q/b", 6));
    all.list(first);
    all.change(changes(change("q/b", 5)));
    all.list(second);

    assertThat(told)
        .extracting(Changes::list)
        .containsExactly(Optional.of(first), Optional.empty(), Optional.of(second));
  }

  private static Changes changes(Change... changes) {
    return new Changes(List.of(changes), changes[0].revision());
  }

  private static Listing listing(long revision, Entry... entries) {
    return new Listing(List.of(entries), revision, System.nanoTime());
  }

  private static Entry entry(String key, long revision) {
    return new Entry(key, Long.toString(revision).getBytes(UTF_8), revision);
  }

  private static Change change(String key, long revision) {
    return new Change(key, Optional.of(entry(key, revision).value()), revision);
  }
}
