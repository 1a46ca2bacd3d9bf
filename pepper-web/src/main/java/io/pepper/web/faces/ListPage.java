package io.pepper.web.faces;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One page of a list: the rows that are shown, and where they stand among all.
 *
 * @param <R> a row as pages read it
 */
public final class ListPage<R> {
  private final List<R> rows;
  private final int total;
  private final int number;
  private final int size;

  private ListPage(List<R> rows, int total, int number, int size) {
    this.rows = rows;
    this.total = total;
    this.number = number;
    this.size = size;
  }

  /**
   * Cuts the page that is asked for out of a whole list; beyond its end that is the last one.
   *
   * @param row makes a row of those that are shown
   */
  public static <E, R> ListPage<R> of(List<E> all, ListQuery query, Function<E, R> row) {
    return of(
        all.size(),
        query,
        first ->
            all.subList(first, Math.min(first + query.getSize(), all.size())).stream()
                .map(row)
                .toList());
  }

  /**
   * Reads the page that is asked for.
   *
   * @param total of all rows
   * @param rows reads a page's rows, from the place of its first one on, counted from 0
   */
  public static <R> ListPage<R> of(int total, ListQuery query, IntFunction<List<R>> rows) {
    int size = query.getSize();
    int last = Math.max(1, (total + size - 1) / size);
    int number = Math.min(query.page(), last);
    return new ListPage<>(rows.apply((number - 1) * size), total, number, size);
  }

  /**
   * Returns the order that is asked for. Ties keep the usual order, so that rows do not jump about.
   *
   * @param orders by the names of fields
   */
  public static <E> Comparator<E> order(
      ListQuery query, Map<String, Comparator<E>> orders, Comparator<E> usual) {
    Comparator<E> order = orders.get(query.sort());
    if (order == null) {
      return usual;
    }
    return (query.isDescending() ? order.reversed() : order).thenComparing(usual);
  }

  public List<R> getRows() {
    return rows;
  }

  public int getTotal() {
    return total;
  }

  public boolean isNone() {
    return total == 0;
  }

  /** Returns whether there is more than the smallest page, so that there is something to choose. */
  public boolean isPaged() {
    return total > ListQuery.SIZES.getFirst();
  }

  /** Returns which rows these are, such as {@code 26–50 of 2,000}. */
  public String getReport() {
    int first = (number - 1) * size;
    return Readable.count(first + 1)
        + "–"
        + Readable.count(first + rows.size())
        + " of "
        + Readable.count(total);
  }

  /** Returns the number of the page before; 0 if this is the first. */
  public int getPrevious() {
    return number - 1;
  }

  /** Returns the number of the next page; 0 if this is the last. */
  public int getNext() {
    return (long) number * size < total ? number + 1 : 0;
  }
}
