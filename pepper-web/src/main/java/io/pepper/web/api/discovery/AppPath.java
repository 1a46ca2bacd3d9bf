package io.pepper.web.api.discovery;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.web.api.Refusal;
import jakarta.ws.rs.PathParam;
import java.util.function.Supplier;

/** The application, and where there is one the instance, that a path names. */
public class AppPath {
  /** A name that stands in for a part, so that the other part is at fault if anything is. */
  private static final String VALID = "valid";

  @PathParam("env")
  private String env;

  @PathParam("app")
  private String app;

  @PathParam("zone")
  private String zone;

  @PathParam("name")
  private String name;

  AppKey app() {
    checked("env", () -> new AppKey(env, VALID));
    return checked("app", () -> new AppKey(env, app));
  }

  InstanceKey instance() {
    AppKey key = app();
    checked("zone", () -> new InstanceKey(key, zone, VALID));
    return checked("name", () -> new InstanceKey(key, zone, name));
  }

  private static <T> T checked(String field, Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException e) {
      throw Refusal.of(field, e.getMessage());
    }
  }
}
