package io.pepper.config.node;

import io.pepper.config.definition.FileName;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A snapshot of a domain as its nodes see it. What many nodes share is made once. Safe for any
 * number of threads.
 */
public final class DomainView {
  /** More different configurations than that are made for each node anew. */
  private static final int MAX_KEPT = 10_000;

  private record ConfigSelection(List<SectionPath> sections, Set<FileName> grays) {}

  private final DomainSnapshot snapshot;
  private final SecretKeys secrets;
  private final boolean hasGrays;
  private final Map<List<String>, List<SectionPath>> sections = new ConcurrentHashMap<>();
  private final Map<ConfigSelection, NodeConfig> configs = new ConcurrentHashMap<>();

  /**
   * @param secrets decrypt what the nodes receive
   */
  public DomainView(DomainSnapshot snapshot, SecretKeys secrets) {
    this.snapshot = snapshot;
    this.secrets = secrets;
    this.hasGrays = snapshot.files().values().stream().anyMatch(file -> file.gray().isPresent());
  }

  public DomainSnapshot snapshot() {
    return snapshot;
  }

  /** Returns what a node receives; nodes that receive the same get the same object. */
  public NodeConfig config(NodeInfo node) {
    List<SectionPath> sections = sections(node.subscriptions());
    ConfigSelection selection = new ConfigSelection(sections, grays(sections, node));
    return kept(configs, selection, () -> NodeConfig.of(snapshot, node, sections, secrets));
  }

  private List<SectionPath> sections(List<String> subscriptions) {
    return kept(
        sections,
        subscriptions,
        () ->
            subscriptions.stream()
                .map(FileSubscription::parse)
                .flatMap(Optional::stream)
                .flatMap(subscription -> subscription.resolve(snapshot).stream())
                .toList());
  }

  /** Returns what is there for a key, or else makes it, and keeps it if there is room. */
  private static <K, V> V kept(Map<K, V> kept, K key, Supplier<V> maker) {
    V there = kept.get(key);
    if (there != null) {
      return there;
    }
    V made = maker.get();
    if (kept.size() >= MAX_KEPT) {
      return made;
    }
    V other = kept.putIfAbsent(key, made);
    return other == null ? made : other;
  }

  private Set<FileName> grays(List<SectionPath> sections, NodeInfo node) {
    if (!hasGrays) {
      return Set.of();
    }
    return sections.stream()
        .map(SectionPath::file)
        .distinct()
        .filter(file -> snapshot.find(file).flatMap(PublishedFile::gray).isPresent())
        .filter(
            file -> snapshot.find(file).get().gray().get().rule().selects(node.id(), node.labels()))
        .collect(Collectors.toSet());
  }
}
