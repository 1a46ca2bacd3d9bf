package io.pepper.web.faces.bus;

import io.pepper.bus.BusSnapshot;
import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.read.QueueReads;
import io.pepper.web.topic.WaitReasons;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The page with every queue and topic. All parts of a rendering show the same moment. */
@Named
@RequestScoped
public class Dashboard {
  @Inject private QueueReads queues;
  @Inject private WaitReasons waitReasons;
  @Inject private ListQuery query;

  private BusSnapshot now;
  private List<TopicRow> rows;
  private ListPage<TopicRow> page;

  @PostConstruct
  void read() {
    now = queues.overview();
    rows =
        now.queues().stream()
            .flatMap(queue -> queue.topics().stream())
            .map(topic -> new TopicRow(topic, now.at(), waitReasons.missingNode(topic)))
            .toList();
  }

  /** Returns the topics that the address asks for. */
  public ListPage<TopicRow> getPage() {
    if (page == null) {
      String text = query.wanted();
      page =
          ListPage.of(
              rows.stream()
                  .filter(row -> row.matches(text))
                  .filter(row -> !query.isAttentionOnly() || row.needsAttention())
                  .sorted(TopicOrders.of(query))
                  .toList(),
              query,
              row -> row);
    }
    return page;
  }

  /** Returns whether the person may change the queue of a topic, with all its topics. */
  public boolean isChangeable(TopicRow row) {
    return queues.isChangeable(row.id().queue());
  }

  public BusSummary getSummary() {
    return new BusSummary(rows);
  }

  public boolean isAnyQueue() {
    return !now.queues().isEmpty();
  }

  /** Returns the reason why counts are missing; empty when they are not. */
  public String getProblem() {
    return now.problem().orElse("");
  }
}
