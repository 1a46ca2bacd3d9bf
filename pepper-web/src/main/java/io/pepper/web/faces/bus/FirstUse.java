package io.pepper.web.faces.bus;

import io.pepper.bus.LocalPool;
import io.pepper.bus.LocalPools;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.settings.Settings;
import io.pepper.store.StoreUnavailableException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.change.DemoQueue;
import io.pepper.web.faces.FlashMessages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.primefaces.PrimeFaces;

/**
 * The first steps on the page without queues: what php-fpm there is on this machine, and a first
 * job for one of them. Its outcome is shown until the page is left: the list below is refreshed
 * without it.
 */
@Named
@RequestScoped
public class FirstUse {
  private static final int PASSWORD_BYTES = 8;
  private static final String EXAMPLE_PATH = "/srv/pepper-hello.php";

  /** The part of the page that shows the outcome. */
  private static final String OUTCOME = "first";

  @Inject private LocalPools local;
  @Inject private DemoQueue demo;
  @Inject private Settings settings;
  @Inject private FlashMessages messages;
  @Inject private CurrentCaller caller;
  @Inject private FacesContext faces;

  private String refused = "";
  private String problem = "";
  private String answer = "";
  private String password = "";

  public List<LocalPool> getPools() {
    return caller.may(Permission.DEFINE_COMMANDS) ? local.find() : List.of();
  }

  public int getRespPort() {
    return settings.respPort();
  }

  public String getScript() {
    return local.script();
  }

  public String getScriptPath() {
    return EXAMPLE_PATH;
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

  /** Takes the step that the request names, with the address of a pool. */
  public void act() {
    String address = parameter("address");
    try {
      switch (parameter("act")) {
        case "pool" -> create(address, fastCgi(address, demo.writeScript().toString()));
        case "copied" -> create(address, fastCgi(address, parameter("value").strip()));
        case "command" -> create("", command());
        case "close" -> PrimeFaces.current().ajax().update(OUTCOME);
        default -> throw new IllegalArgumentException("this is not a step");
      }
    } catch (IOException e) {
      refuse("The example script cannot be written: " + e.getMessage());
    } catch (PermissionDeniedException
        | StoreUnavailableException
        | CoordinationUnavailableException
        | InvalidDefinitionException
        | IllegalArgumentException e) {
      refuse(e.getMessage());
    }
  }

  /** Shows the outcome if there is one; else what is shown stays. */
  private void create(String address, JsonObject delivery) {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    password = HexFormat.of().formatHex(secret);
    ConsumerResponse response = demo.create(delivery, password);
    PrimeFaces.current().ajax().update(OUTCOME);
    if (response.succeeded()) {
      answer = response.text().strip();
    } else {
      refused = address;
      problem = response.error();
      refuse(response.error());
    }
  }

  private static JsonObject fastCgi(String address, String script) {
    return Json.createObjectBuilder()
        .add("type", "fastcgi")
        .add("address", address)
        .add("script", script)
        .build();
  }

  /** Returns the consumer where there is no php-fpm. */
  private static JsonObject command() {
    return Json.createObjectBuilder()
        .add("type", "command")
        .add("command", Json.createArrayBuilder(List.of("sh", "-c", "echo got: $(cat)")))
        .build();
  }

  private String parameter(String name) {
    return faces.getExternalContext().getRequestParameterMap().getOrDefault(name, "");
  }

  private void refuse(String why) {
    messages.refuse("demo/hello", why);
  }
}
