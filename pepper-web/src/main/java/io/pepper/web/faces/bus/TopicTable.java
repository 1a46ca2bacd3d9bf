package io.pepper.web.faces.bus;

import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The sorted pages of the rows of the moment; nothing is kept between two requests. */
final class TopicTable extends LazyDataModel<TopicRow> {
  private static final long serialVersionUID = 1L;

  /** The source of the rows that are to be shown now. */
  interface TopicRows extends Supplier<List<TopicRow>>, Serializable {}

  private static final Map<String, Comparator<TopicRow>> ORDERS =
      Map.of(
          "key", Comparator.comparing(TopicRow::id),
          "state", Comparator.comparing(TopicRow::getState),
          "ready", Comparator.comparingLong(row -> row.counts().ready()),
          "scheduled", Comparator.comparingLong(row -> row.counts().scheduled()),
          "running", Comparator.comparingLong(row -> row.counts().running()),
          "dead", Comparator.comparingLong(row -> row.counts().dead()),
          "rate", Comparator.comparingDouble(row -> row.topic().figures().perSecond()),
          "latency", Comparator.comparing(row -> row.topic().figures().attempts().p99()),
          "oldest", Comparator.comparing(row -> row.topic().oldestReady().orElse(Duration.ZERO)));

  private final TopicRows rows;

  TopicTable(TopicRows rows) {
    this.rows = rows;
  }

  @Override
  public int count(Map<String, FilterMeta> filters) {
    return rows.get().size();
  }

  @Override
  public List<TopicRow> load(
      int first, int size, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
    return rows.get().stream().sorted(order(sorts)).skip(first).limit(size).toList();
  }

  @Override
  public String getRowKey(TopicRow row) {
    return row.getKey();
  }

  /** Returns the order of a table. Ties keep the order of names, so that rows do not jump about. */
  private static Comparator<TopicRow> order(Map<String, SortMeta> sorts) {
    return sorts.values().stream()
        .filter(sort -> ORDERS.containsKey(sort.getField()))
        .findFirst()
        .map(TopicTable::order)
        .orElse(ORDERS.get("key"));
  }

  private static Comparator<TopicRow> order(SortMeta sort) {
    Comparator<TopicRow> order = ORDERS.get(sort.getField());
    return (sort.getOrder().isDescending() ? order.reversed() : order)
        .thenComparing(ORDERS.get("key"));
  }
}
