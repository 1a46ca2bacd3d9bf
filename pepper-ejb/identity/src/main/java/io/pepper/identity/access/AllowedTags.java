package io.pepper.identity.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tags of queues and cron jobs that an account has to do with: every one, or those of a list.
 *
 * @param names the list, sorted; empty for every tag
 */
public record AllowedTags(Optional<SortedSet<String>> names) {
  /** Every tag there is or will be. */
  public static final AllowedTags EVERY = new AllowedTags(Optional.empty());

  private static final int MAX_TAGS = 50;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  public AllowedTags {
    names = names.map(TreeSet::new).map(Collections::unmodifiableSortedSet);
  }

  /**
   * Returns the tags of a list.
   *
   * @throws InvalidIdentityException if the list is empty or too long, or one is no tag
   */
  public static AllowedTags of(Collection<String> names) {
    if (names.isEmpty() || names.size() > MAX_TAGS) {
      throw invalid(
          "name 1 to %d tags, or leave tags out for every tag: an account without any could do nothing"
              .formatted(MAX_TAGS));
    }
    names.forEach(AllowedTags::check);
    return new AllowedTags(Optional.of(new TreeSet<>(names)));
  }

  /**
   * Returns the tags of a text, as {@link #text} writes it.
   *
   * @param text names with commas between them; null or blank for every tag
   */
  public static AllowedTags parse(String text) {
    return text == null || text.isBlank()
        ? EVERY
        : of(Arrays.asList(text.strip().split("\\s*,\\s*")));
  }

  private static void check(String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw invalid(
          "'%s' is not a tag: 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'"
              .formatted(name));
    }
  }

  private static InvalidIdentityException invalid(String message) {
    return new InvalidIdentityException("tags", message);
  }

  /** Returns the names with commas between them; empty for every tag. */
  public Optional<String> text() {
    return names.map(list -> String.join(",", list));
  }

  public boolean isEvery() {
    return names.isEmpty();
  }

  public boolean includes(String tag) {
    return isEvery() || names.get().contains(tag);
  }

  /** Returns whether one of these tags is included; of none only if every tag is. */
  public boolean includesAny(Collection<String> tags) {
    return isEvery() || tags.stream().anyMatch(this::includes);
  }

  /** Returns the first tag that is not included; empty if all are. */
  public Optional<String> missing(Collection<String> tags) {
    return tags.stream().filter(tag -> !includes(tag)).sorted().findFirst();
  }

  /** Returns the tags as people read them. */
  @Override
  public String toString() {
    return names
        .map(list -> (list.size() == 1 ? "tag " : "tags ") + String.join(", ", list))
        .orElse("every tag");
  }
}
