package io.pepper.web.faces.bus;

import io.pepper.bus.BusSnapshot;
import io.pepper.web.faces.RowFilter;
import io.pepper.web.read.QueueReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.primefaces.model.LazyDataModel;

/** The page with every queue and topic. */
@Named
@ViewScoped
public class Dashboard extends RowFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient QueueReads queues;

  private final TopicTable table = new TopicTable(this::chosen);
  private transient List<TopicRow> rows;
  private String problem = "";
  private int count;

  /**
   * Reads the state of the bus. Called at the start of every rendering: all parts of the page show
   * the same moment.
   */
  public void refresh() {
    BusSnapshot now = queues.overview();
    rows =
        now.queues().stream()
            .flatMap(queue -> queue.topics().stream())
            .map(topic -> new TopicRow(topic, now.at()))
            .toList();
    problem = now.problem().orElse("");
    count = now.queues().size();
  }

  public LazyDataModel<TopicRow> getTable() {
    return table;
  }

  public BusSummary getSummary() {
    return new BusSummary(rows());
  }

  public boolean isAnyQueue() {
    return count > 0;
  }

  /** Returns the reason why counts are missing; empty when they are not. */
  public String getProblem() {
    return problem;
  }

  private List<TopicRow> chosen() {
    String text = wanted();
    return rows().stream()
        .filter(row -> row.matches(text))
        .filter(row -> !isAttentionOnly() || row.needsAttention())
        .toList();
  }

  private List<TopicRow> rows() {
    if (rows == null) {
      refresh();
    }
    return rows;
  }
}
