package io.pepper.web.faces.discovery;

import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import java.util.Comparator;
import java.util.Map;

/** The orders of the list of applications, by the names that its columns have in addresses. */
final class AppOrders {
  private static final Comparator<AppRow> BY_NAME = Comparator.comparing(AppRow::id);
  private static final Comparator<AppRow> BY_STATE = Comparator.comparing(AppRow::state);

  private static final Map<String, Comparator<AppRow>> ALL =
      Map.of(
          "key", BY_NAME,
          "state", BY_STATE,
          "up", Comparator.comparingInt(row -> row.tally().up()),
          "waiting", Comparator.comparingInt(row -> row.tally().waiting()),
          "zones", Comparator.comparingInt(row -> row.tally().application().zones().size()),
          "pollers", Comparator.comparingInt(AppRow::polls),
          "changed", Comparator.comparingLong(row -> row.tally().application().changedAt()));

  private AppOrders() {}

  static Comparator<AppRow> of(ListQuery query) {
    return ListPage.order(query, ALL, BY_STATE.thenComparing(BY_NAME));
  }
}
