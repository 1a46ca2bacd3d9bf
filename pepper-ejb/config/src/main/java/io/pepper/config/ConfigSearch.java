package io.pepper.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.SectionName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.config.snapshot.SearchHit;
import io.pepper.config.snapshot.SearchPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One search for a text in the names of domains and files, in keys and in values that are no
 * secrets, whatever its case. For one thread.
 */
final class ConfigSearch {
  /** The places that one page compares, so that a text that is nowhere keeps no thread for long. */
  private static final int MAX_PLACES_OF_A_PAGE = 500_000;

  private final String text;
  private final int limit;
  private final Optional<SearchHit> after;
  private final List<SearchHit> hits = new ArrayList<>();
  private SearchHit last;
  private int examined;

  /**
   * Creates a search.
   *
   * @param after where the page before ended; empty for the first
   * @param limit the most hits
   */
  ConfigSearch(String text, Optional<SearchHit> after, int limit) {
    this.text = text.toLowerCase(Locale.ROOT);
    this.after = after;
    this.limit = limit;
  }

  /**
   * Searches domains in the order of their names.
   *
   * @param isVisible whether a domain is searched at all
   */
  SearchPage in(Iterable<DomainSnapshot> domains, Predicate<DomainSnapshot> isVisible) {
    for (DomainSnapshot domain : domains) {
      if (isVisible.test(domain) && !search(domain)) {
        return new SearchPage(hits, Optional.of(last));
      }
    }
    return new SearchPage(hits, Optional.empty());
  }

  /** Returns false if the page is full. */
  private boolean search(DomainSnapshot domain) {
    String name = domain.domain().value();
    if (after.filter(end -> end.domain().value().compareTo(name) > 0).isPresent()) {
      return true;
    }
    if (!add(SearchHit.domain(domain.domain()), matches(name))) {
      return false;
    }
    for (PublishedFile file : domain.files().values()) {
      if (!search(domain, file)) {
        return false;
      }
    }
    return true;
  }

  private boolean search(DomainSnapshot domain, PublishedFile file) {
    SearchHit ofFile = SearchHit.file(domain.domain(), file.name());
    if (!add(ofFile, matches(file.name().path()))) {
      return false;
    }
    for (SectionName section : new TreeSet<>(file.content().names())) {
      for (ConfigEntry entry : sorted(file.content().section(section))) {
        if (!add(ofFile.key(section, entry), matches(entry))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns keys in the order of hits, so that a page can begin after any of them. */
  private static List<ConfigEntry> sorted(Collection<ConfigEntry> entries) {
    return entries.stream().sorted(Comparator.comparing(ConfigEntry::key)).toList();
  }

  private boolean matches(ConfigEntry entry) {
    return matches(entry.key().value()) || !entry.isSecret() && matches(entry.value());
  }

  private boolean matches(String value) {
    return value.toLowerCase(Locale.ROOT).contains(text);
  }

  /** Adds a hit that is one and is not on a page before. Returns false if the page is full. */
  private boolean add(SearchHit hit, boolean isHit) {
    if (after.filter(end -> hit.compareTo(end) <= 0).isPresent()) {
      return true;
    }
    if (hits.size() == limit || examined == MAX_PLACES_OF_A_PAGE) {
      return false;
    }
    examined++;
    last = hit;
    if (isHit) {
      hits.add(hit);
    }
    return true;
  }
}
