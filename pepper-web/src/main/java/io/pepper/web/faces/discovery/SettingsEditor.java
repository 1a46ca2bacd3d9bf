package io.pepper.web.faces.discovery;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.SettingsDocument;
import io.pepper.web.change.DiscoveryChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page where admins set what holds for a whole application. */
@Named
@ViewScoped
public class SettingsEditor implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String WEIGHTS = "zoneWeights";

  @Inject private transient Registry registry;
  @Inject private transient DiscoveryChanges changes;
  @Inject private transient FlashMessages messages;

  private String env = "";
  private String app = "";
  private SettingsForm form = new SettingsForm(AppSettings.NONE);
  private final LinkedHashMap<String, String> problems = new LinkedHashMap<>();

  /** The settings at the moment the page was opened, as JSON. */
  private String seen = "";

  /** Reads the settings when the page is opened. */
  public void open() {
    if (isNamed()) {
      form = new SettingsForm(settings());
      seen = SettingsDocument.write(settings()).toString();
    }
  }

  public void save() {
    problems.clear();
    boolean saved =
        messages.attempt(
            getTitle(),
            () -> {
              try {
                changes.configure(new AppKey(env, app), checked());
                return "Saved.";
              } catch (InvalidDefinitionException e) {
                // Of weights the field names the zones, which are all written in one place.
                problems.put(e.field().startsWith(WEIGHTS) ? WEIGHTS : e.field(), told(e));
                throw e;
              }
            });
    if (saved) {
      messages.redirect("/discovery-app.xhtml?" + AppRow.query(env, app));
    }
  }

  private static String told(InvalidDefinitionException e) {
    return e.field().startsWith(WEIGHTS + ".")
        ? e.field().substring(WEIGHTS.length() + 1) + " " + e.problem()
        : e.problem();
  }

  /**
   * Returns the document to save, unless another person has changed the settings since they were
   * shown.
   */
  private JsonObject checked() {
    JsonObject document = form.document();
    String present = SettingsDocument.write(settings()).toString();
    if (!present.equals(seen)) {
      seen = present;
      throw new InvalidDefinitionException(
          "", "somebody else has changed these settings meanwhile; save again to overwrite that");
    }
    return document;
  }

  private AppSettings settings() {
    return registry.find(new AppKey(env, app)).map(Application::settings).orElse(AppSettings.NONE);
  }

  /** Returns whether the address names an application. */
  public boolean isNamed() {
    return !env.isBlank() && !app.isBlank();
  }

  public String getTitle() {
    return PlainText.of(env + "/" + app);
  }

  public String getQuery() {
    return AppRow.query(env, app);
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

  /** Returns the texts of the form by the path of the field. */
  public Map<String, String> getValues() {
    return form.values();
  }

  /** Returns the problems by the path of the field; those of no field are under the empty path. */
  public Map<String, String> getProblems() {
    return problems;
  }
}
