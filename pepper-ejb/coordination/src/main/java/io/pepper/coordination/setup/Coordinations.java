package io.pepper.coordination.setup;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.coordination.etcd.EtcdCoordination;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.List;

/** The coordination of the settings. */
@ApplicationScoped
public class Coordinations {
  private static final String ETCD = "etcd:";

  /**
   * Opens it; the caller closes it.
   *
   * @throws InvalidSettingException if it cannot be reached
   */
  public static Coordination open(Settings settings) {
    return StartFailure.guard(() -> {
      String where = settings.coordination();
      return where.startsWith(ETCD)
          ? etcd(settings, where)
          : new EmbeddedCoordination(settings.folder("coordination"));
    });
  }

  private static Coordination etcd(Settings settings, String where) {
    List<String> urls = List.of(where.substring(ETCD.length()).split(","));
    Coordination etcd =
        new EtcdCoordination(
            urls, settings.duration("pepper.coordination.reconcile", Duration.ofSeconds(30)));
    try {
      etcd.check();
      return etcd;
    } catch (CoordinationUnavailableException e) {
      etcd.close();
      InvalidSettingException unreachable =
          new InvalidSettingException(
              "pepper.coordination", where, "etcd where it answers: " + e.getMessage());
      unreachable.initCause(e);
      throw unreachable;
    }
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
