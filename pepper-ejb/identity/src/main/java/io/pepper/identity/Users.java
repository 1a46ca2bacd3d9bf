package io.pepper.identity;

import io.pepper.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The users in the database; every change is audited. */
final class Users {
  private final Database database;
  private final Audit audit;
  private final Clock clock;

  Users(Database database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  List<User> all() {
    return database.transaction(manager ->
        manager.createQuery("SELECT u FROM User u ORDER BY u.name", User.class).getResultList());
  }

  boolean none() {
    return database.transaction(manager ->
        manager
            .createQuery("SELECT u.name FROM User u", String.class)
            .setMaxResults(1)
            .getResultList()
            .isEmpty());
  }

  Optional<User> find(String name) {
    return database.transaction(manager -> Optional.ofNullable(manager.find(User.class, name)));
  }

  User create(Actor actor, String name, String password, Role role) {
    User user = new User(name, Passwords.checkedHash(password), role, clock.instant());
    database.transaction(manager -> {
      if (manager.find(User.class, name) != null) {
        throw new InvalidIdentityException("name", "a user '" + name + "' exists already");
      }
      manager.persist(user);
      return user;
    });
    audit.record(actor, "create user", name, Optional.empty(), Optional.of(role.text()));
    return user;
  }

  boolean changePassword(Actor actor, String name, String password) {
    String hash = Passwords.checkedHash(password);
    boolean changed = change(name, user -> user.changePassword(hash)).isPresent();
    if (changed) {
      audit.record(actor, "change password", name, Optional.empty(), Optional.empty());
    }
    return changed;
  }

  boolean changeRole(Actor actor, String name, Role role) {
    Optional<Role> before =
        database.transaction(manager -> {
          List<User> admins = lockedAdmins(manager);
          Optional<User> user = Optional.ofNullable(manager.find(User.class, name));
          Optional<Role> was = user.map(User::role);
          if (role != Role.ADMIN) {
            refuseLastAdmin(admins, name);
          }
          user.ifPresent(found -> found.changeRole(role));
          return was;
        });
    before.ifPresent(was ->
        audit.record(
            actor, "change role", name, Optional.of(was.text()), Optional.of(role.text())));
    return before.isPresent();
  }

  boolean delete(Actor actor, String name) {
    Optional<Role> before =
        database.transaction(manager -> {
          refuseLastAdmin(lockedAdmins(manager), name);
          Optional<User> user = Optional.ofNullable(manager.find(User.class, name));
          user.ifPresent(manager::remove);
          return user.map(User::role);
        });
    before.ifPresent(
        was -> audit.record(actor, "delete user", name, Optional.of(was.text()), Optional.empty()));
    return before.isPresent();
  }

  private Optional<User> change(String name, Consumer<User> change) {
    return database.transaction(manager -> {
      Optional<User> user = Optional.ofNullable(manager.find(User.class, name));
      user.ifPresent(change);
      return user;
    });
  }

  /**
   * Returns the admins, locked, so that two who remove each other at the same moment do not both
   * succeed.
   */
  private static List<User> lockedAdmins(EntityManager manager) {
    return manager
        .createQuery("SELECT u FROM User u WHERE u.role = :role ORDER BY u.name", User.class)
        .setParameter("role", Role.ADMIN)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  private static void refuseLastAdmin(List<User> admins, String name) {
    if (admins.size() == 1 && admins.getFirst().name().equals(name)) {
      throw new InvalidIdentityException(
          "role", "'" + name + "' is the last admin: make somebody else admin first");
    }
  }
}
