package io.pepper.web.faces.discovery;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** Sorts and pages the applications of the moment; nothing is kept between two looks. */
final class AppTable extends LazyDataModel<AppRow> {
  private static final long serialVersionUID = 1L;

  /** Gives the rows that are to be shown now. */
  interface AppRows extends Supplier<List<AppRow>>, Serializable {}

  private static final Comparator<AppRow> BY_NAME = Comparator.comparing(AppRow::id);

  private static final Map<String, Comparator<AppRow>> ORDERS =
      Map.of(
          "key", BY_NAME,
          "state", Comparator.comparing(AppRow::state),
          "up", Comparator.comparingInt(row -> row.tally().up()),
          "waiting", Comparator.comparingInt(row -> row.tally().waiting()),
          "zones", Comparator.comparingInt(row -> row.tally().application().zones().size()),
          "pollers", Comparator.comparingInt(AppRow::polls),
          "changed", Comparator.comparingLong(row -> row.tally().application().changedAt()));

  private final AppRows rows;

  AppTable(AppRows rows) {
    this.rows = rows;
  }

  @Override
  public int count(Map<String, FilterMeta> filters) {
    return rows.get().size();
  }

  @Override
  public List<AppRow> load(
      int first, int size, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
    return rows.get().stream().sorted(order(sorts)).skip(first).limit(size).toList();
  }

  @Override
  public String getRowKey(AppRow row) {
    return row.getKey();
  }

  /** Ties keep the order of names, so that rows do not jump about. */
  private static Comparator<AppRow> order(Map<String, SortMeta> sorts) {
    return sorts.values().stream()
        .filter(sort -> ORDERS.containsKey(sort.getField()))
        .findFirst()
        .map(AppTable::order)
        .orElse(ORDERS.get("state").thenComparing(BY_NAME));
  }

  private static Comparator<AppRow> order(SortMeta sort) {
    Comparator<AppRow> order = ORDERS.get(sort.getField());
    return (sort.getOrder().isDescending() ? order.reversed() : order).thenComparing(BY_NAME);
  }
}
