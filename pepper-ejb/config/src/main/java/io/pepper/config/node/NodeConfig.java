package io.pepper.config.node;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.SecretForm;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.snapshot.DomainSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All that a node receives: one struct for each base name that it subscribes to, in the order of
 * its subscriptions. Immutable; equal if the node would see no difference. Safe for any number of
 * threads.
 */
public final class NodeConfig {
  private record Form(long version, Object value) {}

  private final List<ConfigStruct> structs;
  private final Map<Class<?>, Form> forms = new ConcurrentHashMap<>(1);

  NodeConfig(List<ConfigStruct> structs) {
    this.structs = List.copyOf(structs);
  }

  public List<ConfigStruct> structs() {
    return structs;
  }

  /**
   * Returns the structs as gokeeper writes them, in JSON.
   *
   * @param version that each struct carries
   */
  public byte[] json(long version) {
    return StructJson.write(structs, version);
  }

  /**
   * Returns the structs in the form of a protocol, made once for all who have the same.
   *
   * @param kind of the form, of which the last one is kept
   * @param version that each struct carries
   */
  public <F> F encoded(Class<F> kind, long version, Supplier<F> maker) {
    Form made = forms.get(kind);
    if (made == null || made.version != version) {
      made =
          forms.compute(
              kind,
              (same, last) ->
                  last != null && last.version == version ? last : new Form(version, maker.get()));
    }
    return kind.cast(made.value);
  }

  @Override
  public boolean equals(Object other) {
    return other == this || other instanceof NodeConfig config && config.structs.equals(structs);
  }

  @Override
  public int hashCode() {
    return structs.hashCode();
  }

  /**
   * Returns what a node receives of a domain now.
   *
   * @param secrets decrypt it; a secret that cannot be decrypted is left out
   */
  static NodeConfig of(
      DomainSnapshot domain, NodeInfo node, List<SectionPath> sections, SecretKeys secrets) {
    Map<String, SortedMap<KeyName, ConfigEntry>> structs = new LinkedHashMap<>();
    for (SectionPath path : sections) {
      SortedMap<KeyName, ConfigEntry> keys =
          structs.computeIfAbsent(path.file().structName(), name -> new TreeMap<>());
      SecretForm form = secrets.of(domain.domain(), path.file());
      domain
          .find(path.file())
          .ifPresent(file ->
              file.content(node.id(), node.labels())
                  .section(path.section())
                  .forEach(entry ->
                      clear(form, path.section(), entry)
                          .ifPresent(clear -> keys.put(entry.key(), clear))));
    }
    return new NodeConfig(
        structs.entrySet().stream()
            .map(struct -> new ConfigStruct(struct.getKey(), struct.getValue()))
            .toList());
  }

  private static Optional<ConfigEntry> clear(
      SecretForm form, SectionName section, ConfigEntry entry) {
    return entry.isSecret() ? form.decrypt(section, entry).map(entry::with) : Optional.of(entry);
  }
}
