package io.pepper.web.faces.discovery;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Instance;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** Sorts and pages the instances of the moment; nothing is kept between two looks. */
final class InstanceTable extends LazyDataModel<InstanceRow> {
  private static final long serialVersionUID = 1L;

  /**
   * The instances to show now.
   *
   * @param instances those that are chosen, in the order of zones and names
   */
  record Chosen(List<Instance> instances, Registry registry, Instant now) {
    InstanceRow row(Instance instance) {
      return new InstanceRow(instance, registry.renewed(instance.key()), now);
    }
  }

  /** The source of the instances to show. */
  interface InstanceSource extends Supplier<Chosen>, Serializable {}

  private static final Map<String, Comparator<Instance>> ORDERS =
      Map.of(
          "state", Comparator.comparing(InstanceSeverity::of),
          "version", Comparator.comparing(each -> each.registration().version()),
          "origin", Comparator.comparing(each -> each.registration().origin()),
          "changed", Comparator.comparingLong(Instance::changed));

  private final InstanceSource source;

  InstanceTable(InstanceSource source) {
    this.source = source;
  }

  @Override
  public int count(Map<String, FilterMeta> filters) {
    return source.get().instances().size();
  }

  @Override
  public List<InstanceRow> load(
      int first, int size, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
    Chosen chosen = source.get();
    return chosen.instances().stream()
        .sorted(order(sorts))
        .skip(first)
        .limit(size)
        .map(chosen::row)
        .toList();
  }

  @Override
  public String getRowKey(InstanceRow row) {
    return row.getKey();
  }

  /** Ties keep the order of zones and names, so that rows do not jump about. */
  private static Comparator<Instance> order(Map<String, SortMeta> sorts) {
    Comparator<Instance> byName = Comparator.comparing(Instance::key);
    for (SortMeta sort : sorts.values()) {
      Comparator<Instance> order = ORDERS.getOrDefault(sort.getField(), byName);
      return (sort.getOrder().isDescending() ? order.reversed() : order).thenComparing(byName);
    }
    return byName;
  }
}
