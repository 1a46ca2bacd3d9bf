package io.pepper.web.faces.discovery;

import io.pepper.discovery.DiscoveryOverview;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.web.discovery.PollSubscribers;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import io.pepper.web.faces.RowFilter;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.primefaces.model.LazyDataModel;

/** The page with all applications: what to show. */
@Named
@ViewScoped
public class DiscoveryPage extends RowFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient DiscoveryOverview overview;
  @Inject private transient PollSubscribers audience;

  private final AppTable table = new AppTable(this::chosen);
  private String environment = "";
  private transient DiscoveryOverview.Snapshot now;
  private transient List<AppRow> rows;

  /**
   * Reads the registry at the start of every rendering, so that all parts of the page show the same
   * moment.
   */
  public void refresh() {
    now = overview.now();
    Map<AppKey, Integer> polls = audience.counts();
    rows =
        now.applications().stream()
            .map(tally ->
                new AppRow(
                    tally,
                    polls.getOrDefault(tally.application().key(), 0),
                    kept(tally.application()),
                    now.at()))
            .toList();
  }

  private int kept(Application application) {
    return now.figures().protection().isPresent() ? overview.overdue(application) : 0;
  }

  public LazyDataModel<AppRow> getTable() {
    return table;
  }

  public boolean isAnyApplication() {
    return !now.applications().isEmpty();
  }

  public List<NodeRow> getNodes() {
    return now.nodes().stream().map(node -> new NodeRow(node, now.node())).toList();
  }

  /** Returns why instances are kept although their heartbeats stopped; null while none are. */
  public ProtectionRow getProtection() {
    return now.figures().protection().map(each -> new ProtectionRow(each, now.at())).orElse(null);
  }

  public boolean isAway() {
    return now.figures().isAway();
  }

  /** Returns whether there can be other nodes. */
  public boolean isShared() {
    return now.figures().isShared();
  }

  /** Returns the number of changes that are not yet in Coordination; empty for none. */
  public String getPending() {
    return now.figures().pending() == 0 ? "" : Readable.count(now.figures().pending());
  }

  public String getApplications() {
    return Readable.count(now.inhabited());
  }

  public String getUp() {
    return Readable.count(now.up());
  }

  public String getWaiting() {
    return Readable.count(now.waiting());
  }

  public String getDrained() {
    return Readable.count(now.drained());
  }

  public String getUnhealthy() {
    return Readable.count(now.unhealthy());
  }

  public boolean isAnyUnhealthy() {
    return now.unhealthy() > 0;
  }

  public List<String> getEnvironments() {
    return rows().stream().map(row -> PlainText.of(row.id().environment())).distinct().toList();
  }

  public String getEnvironment() {
    return environment;
  }

  public void setEnvironment(String environment) {
    this.environment = environment == null ? "" : environment;
  }

  private List<AppRow> chosen() {
    String text = wanted();
    return rows().stream()
        .filter(row -> environment.isEmpty() || row.getEnvironment().equals(environment))
        .filter(row -> row.matches(text))
        .filter(row -> !isAttentionOnly() || row.state().needsAttention())
        .toList();
  }

  private List<AppRow> rows() {
    if (rows == null) {
      refresh();
    }
    return rows;
  }
}
