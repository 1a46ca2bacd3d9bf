package io.pepper.coordination;

import io.pepper.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/** Opens the coordination the settings ask for. */
@ApplicationScoped
public class Coordinations {
  /** The caller closes it. */
  public static Coordination open(Settings settings) {
    return new EmbeddedCoordination(settings.folder("coordination"));
  }

  @Produces
  @ApplicationScoped
  Coordination coordination(Settings settings) {
    return open(settings);
  }

  void close(@Disposes Coordination coordination) {
    coordination.close();
  }
}
