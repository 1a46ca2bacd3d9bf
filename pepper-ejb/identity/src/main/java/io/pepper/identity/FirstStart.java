package io.pepper.identity;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.login.Passwords;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Privacy;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The first start of a database, which creates user {@code admin} when there is no user. */
final class FirstStart {
  private static final String ADMIN = "admin";

  private final Settings settings;
  private final Users users;

  FirstStart(Settings settings, Users users) {
    this.settings = settings;
    this.users = users;
  }

  void run() {
    if (!users.none()) {
      return;
    }
    Optional<String> given = settings.adminPassword();
    if (given.isPresent()) {
      create(given.get());
    } else {
      createWithGeneratedPassword();
    }
  }

  /**
   * Creates the user after the file with its password is written: a user whose password is unknown
   * would lock everybody out.
   */
  private void createWithGeneratedPassword() {
    String password = Passwords.generated();
    Path file = write(password);
    if (!create(password)) {
      delete(file);
    }
  }

  /** Returns false when another node was faster. */
  private boolean create(String password) {
    try {
      users.create(Actor.PEPPER, ADMIN, password, Role.ADMIN, AllowedTags.EVERY);
      return true;
    } catch (DatabaseUnavailableException e) {
      if (users.none()) {
        throw e;
      }
      return false;
    } catch (InvalidIdentityException e) {
      if (!e.field().equals("password")) {
        return false;
      }
      throw new InvalidSettingException("pepper.admin.password", "***", e.getMessage());
    }
  }

  private Path write(String password) {
    Path file = settings.data().resolve("admin-password");
    try {
      Files.createDirectories(settings.data());
      // Made anew, so that it never has the old file's permissions.
      Files.deleteIfExists(file);
      Files.createFile(file, Privacy.file());
      return Files.writeString(file, password + "\n");
    } catch (IOException e) {
      InvalidSettingException unwritable =
          new InvalidSettingException(
              "pepper.data", settings.data().toString(), "a folder Pepper can write");
      unwritable.initCause(e);
      throw unwritable;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new IllegalStateException(file + " holds a password that is not valid", e);
    }
  }
}
