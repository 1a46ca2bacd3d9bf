package io.pepper.web.faces.bus;

import io.pepper.settings.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The facts that the page without queues shows newcomers. */
@Named
@RequestScoped
public class FirstUse {
  @Inject private Settings settings;

  public int getRespPort() {
    return settings.respPort();
  }
}
