package io.pepper.identity;

import io.pepper.database.Database;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.UserChange;
import io.pepper.identity.access.UserOrigin;
import io.pepper.identity.login.Passwords;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The users in the database; every change is audited. Sessions that a change ends are removed in
 * its own transaction, so that none outlasts it.
 */
final class Users {
  private final Database database;
  private final Sessions sessions;
  private final Audit audit;
  private final Passwords passwords;
  private final Clock clock;

  Users(Database database, Sessions sessions, Audit audit, Passwords passwords, Clock clock) {
    this.passwords = passwords;
    this.database = database;
    this.sessions = sessions;
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

  User create(Actor actor, String name, String password, Role role, AllowedTags tags) {
    return add(
        actor,
        User.local(name, passwords.checkedHash(name, password), role, tags, clock.instant()));
  }

  private User add(Actor actor, User user) {
    database.transaction(manager -> {
      if (manager.find(User.class, user.name()) != null) {
        throw new InvalidIdentityException("name", "a user '" + user.name() + "' exists already");
      }
      manager.persist(user);
      return user;
    });
    audit.record(
        actor, "create user", user.name(), Optional.empty(), Optional.of(user.described()));
    return user;
  }

  /**
   * Returns the user that another place has logged in, with the rights that it says.
   *
   * @param actor the person
   * @param subject what the place calls the person and nobody else; empty if the name is that
   * @throws InvalidIdentityException if the name is no user's name, or that of somebody else
   */
  User admit(
      Actor actor, UserOrigin origin, Optional<String> subject, Role role, AllowedTags tags) {
    Optional<User> present = find(actor.name());
    if (present.isEmpty()) {
      refuseSimilar(actor.name());
      return add(actor, User.foreign(actor.name(), origin, subject, role, tags, clock.instant()));
    }
    User user = present.get();
    if (user.origin() != origin) {
      throw taken(user);
    }
    if (!user.subject().equals(subject)) {
      throw new InvalidIdentityException(
          "name",
          "user '%s' is another person there, who had the name before; if it is theirs now, delete the user"
              .formatted(user.name()));
    }
    UserChange change = new UserChange(Optional.of(role), Optional.of(tags), Optional.empty());
    return user.role() == role && user.tags().equals(tags)
        ? user
        : change(actor, user.name(), change).orElse(user);
  }

  /** Refuses a name that people would take for that of a user who is somebody else. */
  private void refuseSimilar(String name) {
    List<User> similar =
        database.transaction(manager ->
            manager
                .createQuery("SELECT u FROM User u WHERE LOWER(u.name) = :name", User.class)
                .setParameter("name", name.toLowerCase(Locale.ROOT))
                .setMaxResults(1)
                .getResultList());
    if (!similar.isEmpty()) {
      throw taken(similar.getFirst());
    }
  }

  private static InvalidIdentityException taken(User user) {
    return new InvalidIdentityException(
        "name", "there is another user '%s', from %s".formatted(user.name(), user.origin().text()));
  }

  boolean changePassword(Actor actor, String name, String password, Optional<String> except) {
    String hash = passwords.checkedHash(name, password);
    List<LoginSession> ended = new ArrayList<>();
    boolean changed =
        database.transaction(manager -> {
          Optional<User> user = Optional.ofNullable(manager.find(User.class, name));
          user.ifPresent(found -> {
            setPassword(found, hash);
            ended.addAll(Sessions.removeAll(manager, name, except));
          });
          return user.isPresent();
        });
    if (changed) {
      audit.record(actor, "change password", name, Optional.empty(), Optional.empty());
    }
    sessions.ended(actor, name, ended);
    return changed;
  }

  private static void setPassword(User user, String hash) {
    if (!user.isLocal()) {
      throw new InvalidIdentityException(
          "password",
          "'%s' has no password here: it comes from %s"
              .formatted(user.name(), user.origin().text()));
    }
    user.changePassword(hash);
  }

  /** Changes a user; the result is empty if there is none. */
  Optional<User> change(Actor actor, String name, UserChange change) {
    AtomicReference<String> before = new AtomicReference<>();
    List<LoginSession> ended = new ArrayList<>();
    Optional<User> changed =
        database.transaction(manager -> {
          List<User> admins = lockedAdmins(manager);
          Optional<User> user = Optional.ofNullable(manager.find(User.class, name));
          user.ifPresent(found -> {
            before.set(found.described());
            found.change(change);
            refuseWithoutAdmin(admins, found.isActiveAdmin() ? "" : name);
            if (found.disabled()) {
              ended.addAll(Sessions.removeAll(manager, name, Optional.empty()));
            }
          });
          return user;
        });
    changed
        .filter(user -> !user.described().equals(before.get()))
        .ifPresent(user ->
            audit.record(
                actor,
                "change user",
                name,
                Optional.of(before.get()),
                Optional.of(user.described())));
    sessions.recheck(name);
    sessions.ended(actor, name, ended);
    return changed;
  }

  boolean delete(Actor actor, String name) {
    List<LoginSession> ended = new ArrayList<>();
    Optional<User> before =
        database.transaction(manager -> {
          refuseWithoutAdmin(lockedAdmins(manager), name);
          Optional<User> user = Optional.ofNullable(manager.find(User.class, name));
          user.ifPresent(found -> {
            manager.remove(found);
            ended.addAll(Sessions.removeAll(manager, name, Optional.empty()));
          });
          return user;
        });
    before.ifPresent(user ->
        audit.record(actor, "delete user", name, Optional.of(user.described()), Optional.empty()));
    sessions.ended(actor, name, ended);
    return before.isPresent();
  }

  /**
   * Returns the admins that can log in, whatever other places do, locked, so that two who remove
   * each other at the same moment do not both succeed.
   */
  private static List<User> lockedAdmins(EntityManager manager) {
    return manager
        .createQuery(
            "SELECT u FROM User u WHERE u.role = :role AND u.disabled = FALSE AND u.origin = :here"
                + " ORDER BY u.name",
            User.class)
        .setParameter("here", UserOrigin.LOCAL)
        .setParameter("role", Role.ADMIN)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** Refuses to go on without the admin of that name if there is no other. */
  private static void refuseWithoutAdmin(List<User> admins, String name) {
    if (admins.size() == 1 && admins.getFirst().name().equals(name)) {
      throw new InvalidIdentityException(
          "role", "'" + name + "' is the last admin with a password here: make another one first");
    }
  }
}
