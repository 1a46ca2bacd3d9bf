package io.pepper.gob;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The name and the fields of a struct type, shared by all its values. Immutable. */
public final class GobFields {
  private final String typeName;
  private final List<String> names;
  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * @param typeName often empty in streams of Go
   * @param names of the fields, in the order of their numbers
   * @throws GobException if a field has no name, or two have the same
   */
  public GobFields(String typeName, List<String> names) {
    this.typeName = typeName;
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty() || positions.put(names.get(i), i) != null) {
        throw new GobException(
            "type %s has a field without a name, or two fields named %s"
                .formatted(typeName, names.get(i)));
      }
    }
  }

  public String typeName() {
    return typeName;
  }

  /** Returns the names of the fields, unmodifiable. */
  public List<String> names() {
    return names;
  }

  /** Returns the position of a field from 0, or -1 if there is no such field. */
  public int position(String name) {
    return positions.getOrDefault(name, -1);
  }
}
