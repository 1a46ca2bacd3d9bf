package io.pepper.gob;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map. Go writes keys in no order; two maps with the same keys and values are equal.
 *
 * @param entries in the order of the stream, unmodifiable. A key that came twice is there twice,
 *     and the last one counts
 */
public record GobMap(List<GobEntry> entries) implements GobValue {
  public GobMap {
    entries = List.copyOf(entries);
  }

  /** Returns the value of a text key, if it is there; compares with each entry. */
  public Optional<GobValue> find(String key) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).key() instanceof GobString text && text.value().equals(key)) {
        return Optional.of(entries.get(i).value());
      }
    }
    return Optional.empty();
  }

  private Map<GobValue, GobValue> byKey() {
    Map<GobValue, GobValue> all = new HashMap<>();
    entries.forEach(each -> all.put(each.key(), each.value()));
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GobMap that && byKey().equals(that.byKey());
  }

  @Override
  public int hashCode() {
    return byKey().hashCode();
  }
}
