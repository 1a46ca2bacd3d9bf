package io.pepper.web.faces.discovery;

import io.pepper.discovery.DiscoveryOverview;
import io.pepper.discovery.InstanceCounts;
import io.pepper.discovery.Registry;
import io.pepper.discovery.RegistryFigures;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.web.discovery.Listeners;
import io.pepper.web.discovery.PollSubscribers;
import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Setting;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The page of one application: what to show of it and of its instances. */
@Named
@RequestScoped
public class AppPage {
  @Inject private Registry registry;
  @Inject private PollSubscribers audience;
  @Inject private DiscoveryOverview overview;
  @Inject private RegistryFigures.Source figures;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private String env;
  private String app;
  private Application application;
  private Listeners listeners;
  private int kept;
  private Instant now;

  /** Reads the application once, so that all parts of the page show the same moment. */
  @PostConstruct
  void read() {
    now = clock.instant();
    env = query.parameter("env");
    app = query.parameter("app");
    application = find().orElse(null);
    listeners = application == null ? null : audience.of(application.key());
    boolean isProtected = figures.figures().protection().isPresent();
    kept = application != null && isProtected ? overview.overdue(application) : 0;
  }

  /** Says to programs too that there is no such application. */
  public void refuseUnknown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (application == null && !faces.isPostback()) {
      faces.getExternalContext().setResponseStatus(404);
    }
  }

  private Optional<Application> find() {
    try {
      return registry.find(new AppKey(env, app));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public String getEnv() {
    return env;
  }

  public String getApp() {
    return app;
  }

  public String getTitle() {
    return PlainText.of(env + "/" + app);
  }

  public boolean isFound() {
    return application != null;
  }

  public AppRow getRow() {
    return new AppRow(InstanceCounts.of(application), listeners.count(), kept, now);
  }

  /** Returns the instances that the address asks for. */
  public ListPage<InstanceRow> getPage() {
    String text = query.wanted();
    return ListPage.of(
        application
            .instances()
            .filter(each -> InstanceRow.matches(each, text))
            .filter(each -> !query.isAttentionOnly() || !each.isUp())
            .sorted(InstanceOrders.of(query))
            .toList(),
        query,
        each -> new InstanceRow(each, registry.renewed(each.key()), now));
  }

  public boolean isAnyInstance() {
    return !application.isEmpty();
  }

  public List<ZoneRow> getZones() {
    return application.zones().entrySet().stream()
        .map(zone -> new ZoneRow(zone.getKey(), zone.getValue().values()))
        .toList();
  }

  public List<Setting> getSettings() {
    return SettingsText.of(application.settings());
  }

  /** Returns the names of the consumers that poll it at this node, in order. */
  public List<String> getPollers() {
    return listeners.names().stream().map(PlainText::of).toList();
  }

  /** Returns how many polls are not listed. */
  public int getMorePollers() {
    return listeners.names().size() < Listeners.MAX_NAMES
        ? 0
        : listeners.count() - listeners.names().size();
  }

  public boolean isTokenThere() {
    return application.settings().tokenHash().isPresent();
  }
}
