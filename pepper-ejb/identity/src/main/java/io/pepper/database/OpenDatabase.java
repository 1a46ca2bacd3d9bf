package io.pepper.database;

import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The application's one database, opened when it is first asked for, closed at its end. */
@Dependent
class OpenDatabase {
  // Not @ApplicationScoped: that needs a class the container can extend, and Database is final.
  @Produces
  @Singleton
  static Database open(Settings settings) {
    return StartFailure.guard(() -> Database.open(settings));
  }

  static void close(@Disposes Database database) {
    database.close();
  }
}
