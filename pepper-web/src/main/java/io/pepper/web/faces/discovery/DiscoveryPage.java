package io.pepper.web.faces.discovery;

import io.pepper.discovery.DiscoveryOverview;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.web.discovery.PollSubscribers;
import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;

/** The page with all applications: what to show. All parts of a rendering show the same moment. */
@Named
@RequestScoped
public class DiscoveryPage {
  @Inject private DiscoveryOverview overview;
  @Inject private PollSubscribers audience;
  @Inject private ListQuery query;

  private DiscoveryOverview.Snapshot now;
  private List<AppRow> rows;
  private ListPage<AppRow> page;

  @PostConstruct
  void read() {
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

  /** Returns the applications that the address asks for. */
  public ListPage<AppRow> getPage() {
    if (page == null) {
      page = ListPage.of(chosen(), query, row -> row);
    }
    return page;
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
    return rows.stream().map(row -> PlainText.of(row.id().environment())).distinct().toList();
  }

  /** Returns the environment whose applications are wanted; empty for all. */
  public String getEnvironment() {
    return query.parameter("env");
  }

  private List<AppRow> chosen() {
    String text = query.wanted();
    String environment = getEnvironment();
    return rows.stream()
        .filter(row -> environment.isEmpty() || row.getEnvironment().equals(environment))
        .filter(row -> row.matches(text))
        .filter(row -> !query.isAttentionOnly() || row.state().needsAttention())
        .sorted(AppOrders.of(query))
        .toList();
  }
}
