package io.pepper.web.faces.discovery;

import io.pepper.discovery.DiscoveryOverview;
import io.pepper.discovery.InstanceCounts;
import io.pepper.discovery.Registry;
import io.pepper.discovery.RegistryFigures;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.web.discovery.Listeners;
import io.pepper.web.discovery.PollSubscribers;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.RowFilter;
import io.pepper.web.faces.Setting;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.primefaces.model.LazyDataModel;

/** The page of one application: what to show of it and of its instances. */
@Named
@ViewScoped
public class AppPage extends RowFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient Registry registry;
  @Inject private transient PollSubscribers audience;
  @Inject private transient DiscoveryOverview overview;
  @Inject private transient RegistryFigures.Source figures;
  @Inject private transient Clock clock;

  private final InstanceTable table = new InstanceTable(this::chosen);
  private String env = "";
  private String app = "";
  private transient Application application;
  private transient Listeners listeners;
  private transient int kept;
  private transient Instant now;

  /**
   * Reads the application at the start of every rendering, so that all parts of the page show the
   * same moment.
   */
  public void refresh() {
    now = clock.instant();
    application = find().orElse(null);
    listeners = application == null ? null : audience.of(application.key());
    boolean isProtected = figures.figures().protection().isPresent();
    kept = application != null && isProtected ? overview.overdue(application) : 0;
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

  public void setEnv(String env) {
    this.env = env == null ? "" : env;
  }

  public String getApp() {
    return app;
  }

  public void setApp(String app) {
    this.app = app == null ? "" : app;
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

  public LazyDataModel<InstanceRow> getTable() {
    return table;
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

  private InstanceTable.Chosen chosen() {
    if (now == null) {
      refresh();
    }
    String text = wanted();
    List<Instance> instances =
        application == null
            ? List.of()
            : application
                .instances()
                .filter(each -> InstanceRow.matches(each, text))
                .filter(each -> !isAttentionOnly() || !each.isUp())
                .toList();
    return new InstanceTable.Chosen(instances, registry, now);
  }
}
