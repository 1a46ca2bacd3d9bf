package io.pepper.web.faces.bus;

import io.pepper.bus.LocalPool;
import io.pepper.bus.LocalPools;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.settings.Settings;
import io.pepper.store.StoreUnavailableException;
import io.pepper.web.change.DemoQueue;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.Serializable;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The first steps on the page without queues: what php-fpm there is on this machine, and a first
 * job for one of them.
 */
@Named
@ViewScoped
public class FirstUse implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PASSWORD_BYTES = 8;
  private static final String EXAMPLE_PATH = "/srv/pepper-hello.php";

  @Inject private transient LocalPools local;
  @Inject private transient DemoQueue demo;
  @Inject private transient Settings settings;

  private String scriptPath = EXAMPLE_PATH;
  private String refused = "";
  private String problem = "";
  private String answer = "";
  private String password = "";

  /** Returns whether the person may create queues; {@link #tryPool} is what forbids it. */
  public boolean isAllowed() {
    return FacesContext.getCurrentInstance().getExternalContext().isUserInRole("admin");
  }

  public List<LocalPool> getPools() {
    return isAllowed() ? local.find() : List.of();
  }

  public int getRespPort() {
    return settings.respPort();
  }

  public String getScript() {
    return local.script();
  }

  public String getScriptPath() {
    return scriptPath;
  }

  public void setScriptPath(String path) {
    scriptPath = path == null || path.isBlank() ? EXAMPLE_PATH : path.strip();
  }

  /** Returns the address of the pool that could not run the example; empty if none was tried. */
  public String getRefused() {
    return refused;
  }

  /** Returns why it could not. */
  public String getProblem() {
    return problem;
  }

  /** Returns what the consumer of the first job said; empty before. */
  public String getAnswer() {
    return answer;
  }

  /** Returns the password of queue demo, shown once. */
  public String getPassword() {
    return password;
  }

  public void dismiss() {
    answer = "";
  }

  /** Tries a pool with a script that Pepper writes. The address is a parameter of the request. */
  public void tryPool() {
    if (!isAllowed()) {
      addMessage("This needs the role admin");
      return;
    }
    try {
      String address = parameter("address");
      create(address, fastCgi(address, local.writeScript().toString()));
    } catch (IOException e) {
      addMessage("The example script cannot be written: " + e.getMessage());
    }
  }

  /** Tries a pool with a script that the person has copied. */
  public void tryCopied() {
    create(parameter("address"), fastCgi(parameter("address"), scriptPath));
  }

  /** Tries a command, where there is no php-fpm. */
  public void tryCommand() {
    create(
        "",
        Json.createObjectBuilder()
            .add("type", "command")
            .add("command", Json.createArrayBuilder(List.of("sh", "-c", "echo got: $(cat)")))
            .build());
  }

  private void create(String address, JsonObject delivery) {
    if (!isAllowed()) {
      addMessage("This needs the role admin");
      return;
    }
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    password = HexFormat.of().formatHex(secret);
    try {
      ConsumerResponse response = demo.create(delivery, password);
      refused = response.succeeded() ? "" : address;
      problem = response.error();
      answer = response.succeeded() ? response.text().strip() : "";
      if (!response.succeeded()) {
        addMessage(response.error());
      }
    } catch (StoreUnavailableException
        | CoordinationUnavailableException
        | IllegalArgumentException e) {
      addMessage(e.getMessage());
    }
  }

  private static JsonObject fastCgi(String address, String script) {
    return Json.createObjectBuilder()
        .add("type", "fastcgi")
        .add("address", address)
        .add("script", script)
        .build();
  }

  private static String parameter(String name) {
    return FacesContext.getCurrentInstance()
        .getExternalContext()
        .getRequestParameterMap()
        .getOrDefault(name, "");
  }

  private static void addMessage(String what) {
    FacesContext.getCurrentInstance()
        .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, "demo/hello", what));
  }
}
