package io.pepper.web.faces.bus;

import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;

/** The orders of the list of topics, by the names that its columns have in addresses. */
final class TopicOrders {
  private static final Comparator<TopicRow> BY_NAME = Comparator.comparing(TopicRow::id);

  private static final Map<String, Comparator<TopicRow>> ALL =
      Map.of(
          "key", BY_NAME,
          "state", Comparator.comparing(TopicRow::getState),
          "ready", Comparator.comparingLong(row -> row.counts().ready()),
          "scheduled", Comparator.comparingLong(row -> row.counts().scheduled()),
          "running", Comparator.comparingLong(row -> row.counts().running()),
          "dead", Comparator.comparingLong(row -> row.counts().dead()),
          "rate", Comparator.comparingDouble(row -> row.topic().figures().perSecond()),
          "latency", Comparator.comparing(row -> row.topic().figures().attempts().p99()),
          "oldest", Comparator.comparing(row -> row.topic().oldestReady().orElse(Duration.ZERO)));

  private TopicOrders() {}

  static Comparator<TopicRow> of(ListQuery query) {
    return ListPage.order(query, ALL, BY_NAME);
  }
}
