package io.pepper.config.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * A page of what a search has found.
 *
 * @param hits in their order; may be fewer than were asked for, also if there are more pages
 * @param end where the search has to go on; empty on the last page
 */
public record SearchPage(List<SearchHit> hits, Optional<SearchHit> end) {
  public SearchPage {
    hits = List.copyOf(hits);
  }
}
