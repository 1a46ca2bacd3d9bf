package io.pepper.web.discovery.call;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.web.discovery.http.BadParameterException;
import io.pepper.web.discovery.http.FormParameters;
import java.util.List;

/** The parameters that say which application and which instance are meant. */
final class InstanceParameters {
  private static final int MAX_APPS = 10_000;

  private InstanceParameters() {}

  static AppKey app(FormParameters parameters) {
    return new AppKey(parameters.text("env"), parameters.text("appid"));
  }

  /** Returns all applications of one environment that a read names, each once, in order. */
  static List<AppKey> apps(FormParameters parameters) {
    String environment = parameters.text("env");
    return parameters.list("appid", MAX_APPS).stream()
        .map(name -> new AppKey(environment, name))
        .toList();
  }

  static InstanceKey instance(FormParameters parameters) {
    return new InstanceKey(app(parameters), parameters.text("zone"), parameters.text("hostname"));
  }

  /** Returns the application of a write; refuses that of the nodes themselves. */
  static AppKey changeable(AppKey app) {
    if (ServingNodes.isMeant(app)) {
      throw new BadParameterException(
          ServingNodes.NAME + " lists the nodes of this cluster and cannot be changed by calls");
    }
    return app;
  }
}
