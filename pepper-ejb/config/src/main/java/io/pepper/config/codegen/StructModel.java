package io.pepper.config.codegen;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The struct that a program receives from all files of one base name: the keys of all of their
 * sections.
 *
 * @param name as gokeeper calls it: {@code Global} for {@code global.conf}
 * @param fields sorted by their keys
 * @param files sorted by their paths
 */
record StructModel(String name, List<StructField> fields, Map<FileName, FileContent> files) {
  /**
   * Unites files.
   *
   * @return sorted by their names
   * @throws CodegenException if a key has two types, or an example of JSON is none
   */
  static List<StructModel> of(Map<FileName, FileContent> files) {
    Map<String, Map<FileName, FileContent>> byName = new TreeMap<>();
    files.forEach((name, content) ->
        byName.computeIfAbsent(name.structName(), none -> new TreeMap<>()).put(name, content));
    return byName.entrySet().stream()
        .map(each -> new StructModel(each.getKey(), fields(each.getValue()), each.getValue()))
        .toList();
  }

  private static List<StructField> fields(Map<FileName, FileContent> files) {
    Map<KeyName, StructField> fields = new TreeMap<>();
    Map<KeyName, String> places = new TreeMap<>();
    files.forEach((file, content) -> {
      for (SectionName section : content.names()) {
        for (ConfigEntry entry : content.section(section)) {
          String place = "%s [%s]".formatted(file, section);
          StructField field = field(entry, place);
          StructField known = fields.get(entry.key());
          if (known != null && known.type() != field.type()) {
            throw new CodegenException(
                "key '%s' is of type %s in %s and of type %s in %s; all files of one name share one type for each key"
                    .formatted(
                        entry.key(),
                        known.type().text(),
                        places.get(entry.key()),
                        field.type().text(),
                        place));
          }
          fields.merge(entry.key(), field, StructModel::united);
          places.putIfAbsent(entry.key(), place);
        }
      }
    });
    return List.copyOf((Collection<StructField>) fields.values());
  }

  private static StructField field(ConfigEntry entry, String place) {
    if (entry.type() != ValueType.JSON) {
      return new StructField(entry.key(), entry.type(), JsonShape.Simple.UNKNOWN);
    }
    try {
      return new StructField(entry.key(), entry.type(), JsonShape.of(entry.value()));
    } catch (CodegenException e) {
      throw new CodegenException(
          "%s, key '%s': %s".formatted(place, entry.key(), e.getMessage()), e);
    }
  }

  private static StructField united(StructField one, StructField other) {
    return new StructField(one.key(), one.type(), one.shape().and(other.shape()));
  }
}
