package io.pepper.identity;

import io.pepper.database.Database;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.UserOrigin;
import io.pepper.identity.login.RecentMap;
import io.pepper.settings.Settings;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The logins of people, in the database, so that each node knows and may end them and they outlast
 * a restart. Safe for any number of threads; methods block for the database and may throw {@link
 * DatabaseUnavailableException}.
 */
public final class Sessions {
  private static final Logger LOG = System.getLogger(Sessions.class.getName());

  /** The time for which one is trusted unchecked, after it was ended or its user changed. */
  private static final Duration MAX_AGE_UNCHECKED = Duration.ofSeconds(10);

  /** How exact it is kept when one was last used. */
  private static final Duration SEEN_INTERVAL = Duration.ofMinutes(1);

  private static final int MAX_OF_A_USER = 50;
  private static final int MAX_REMEMBERED = 10_000;

  private record Checked(LoginSession session, OpenSession open, Instant at) {}

  private final RecentMap<Checked> checked = new RecentMap<>(MAX_REMEMBERED);
  private final Database database;
  private final Audit audit;
  private final Clock clock;
  private final String node;
  private final Duration idle;
  private final Duration life;

  Sessions(Database database, Audit audit, Settings settings, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.node = settings.node();
    this.idle = settings.duration("pepper.session.idle", Duration.ofHours(8));
    this.life = settings.duration("pepper.session.life", Duration.ofDays(7));
    if (!settings.flag("pepper.session.keep", true)) {
      remove("s.node = :value", node);
    }
  }

  /**
   * Begins a session of a user, whose password was checked. Of more than 50 the oldest ends.
   *
   * @param address of the browser
   * @param agent what the browser says it is
   */
  public OpenSession start(Account account, String address, String agent) {
    Actor user = new Actor(account.name(), address);
    String secret = RandomSecret.create();
    Instant now = clock.instant();
    LoginSession session = new LoginSession(RandomSecret.hash(secret), user, agent, node, now);
    Optional<User> known =
        database.transaction(manager -> {
          List<LoginSession> others = list(manager, Optional.of(user.name()));
          others.stream().skip(MAX_OF_A_USER - 1L).forEach(manager::remove);
          manager.persist(session);
          return Optional.ofNullable(manager.find(User.class, user.name()));
        });
    OpenSession open = new OpenSession(session.id(), account, secret);
    checked.put(session.hash(), new Checked(session, open, now));
    note(user, "log in", user.name(), Optional.of(way(known, agent)));
    return open;
  }

  /** Returns who checked the person, and the browser if it says what it is. */
  private static String way(Optional<User> user, String agent) {
    String checked = user.map(User::origin).orElse(UserOrigin.LOCAL).text();
    return "by " + checked + (agent.isBlank() ? "" : ", " + agent);
  }

  /**
   * Finds the session of a browser's secret, if it is valid and its user may log in. While the
   * database is away, who was let in stays in: the console is needed most then.
   */
  public Optional<OpenSession> find(String secret) {
    String hash = RandomSecret.hash(secret);
    Instant now = clock.instant();
    Optional<Checked> known = checked.get(hash).filter(entry -> !isOver(entry.session(), now));
    if (known.isPresent() && now.isBefore(known.get().at().plus(MAX_AGE_UNCHECKED))) {
      return known.map(Checked::open);
    }
    try {
      Optional<Checked> found = database.transaction(manager -> check(manager, secret, now));
      found.ifPresentOrElse(entry -> checked.put(hash, entry), () -> checked.remove(hash));
      return found.map(Checked::open);
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.DEBUG, "a session is not checked: {0}", e.getMessage());
      return Optional.of(known.orElseThrow(() -> e).open());
    }
  }

  private Optional<Checked> check(EntityManager manager, String secret, Instant now) {
    Optional<LoginSession> found =
        manager
            .createQuery("SELECT s FROM LoginSession s WHERE s.hash = :hash", LoginSession.class)
            .setParameter("hash", RandomSecret.hash(secret))
            .getResultStream()
            .findFirst();
    Optional<User> user = found.map(session -> manager.find(User.class, session.user()));
    if (user.filter(Predicate.not(User::disabled)).isEmpty() || isOver(found.get(), now)) {
      return Optional.empty();
    }
    LoginSession session = found.get();
    if (session.seen().isBefore(now.minus(SEEN_INTERVAL))) {
      session.seen(now);
    }
    return Optional.of(
        new Checked(session, new OpenSession(session.id(), user.get().account(), secret), now));
  }

  private boolean isOver(LoginSession session, Instant now) {
    return session.seen().plus(idle).isBefore(now) || session.created().plus(life).isBefore(now);
  }

  /** Returns sessions that are valid, the last used first. */
  public List<LoginSession> all() {
    return valid(Optional.empty());
  }

  /** Returns a user's sessions that are valid, the last used first. */
  public List<LoginSession> of(String user) {
    return valid(Optional.of(user));
  }

  private List<LoginSession> valid(Optional<String> user) {
    Instant now = clock.instant();
    return database.transaction(manager -> list(manager, user)).stream()
        .filter(session -> !isOver(session, now))
        .toList();
  }

  private static List<LoginSession> list(EntityManager manager, Optional<String> user) {
    return manager
        .createQuery(
            "SELECT s FROM LoginSession s WHERE :everybody = TRUE OR s.user = :user"
                + " ORDER BY s.seen DESC, s.id DESC",
            LoginSession.class)
        .setParameter("everybody", user.isEmpty())
        .setParameter("user", user.orElse(""))
        .setMaxResults(MAX_REMEMBERED)
        .getResultList();
  }

  /** Ends the session of a browser, at the wish of its person. */
  public void logOut(Actor user, String secret) {
    String hash = RandomSecret.hash(secret);
    checked.remove(hash);
    if (remove("s.hash = :value", hash) > 0) {
      note(user, "log out", user.name(), Optional.empty());
    }
  }

  /**
   * Ends a session.
   *
   * @param user only if it is a session of this user; empty for anybody's
   * @return whether there was such a session
   */
  public boolean end(Actor actor, String id, Optional<String> user) {
    Optional<LoginSession> ended =
        database.transaction(manager -> {
          Optional<LoginSession> session =
              Optional.ofNullable(manager.find(LoginSession.class, id))
                  .filter(found -> user.isEmpty() || user.get().equals(found.user()));
          session.ifPresent(manager::remove);
          return session;
        });
    ended.ifPresent(session -> {
      checked.remove(session.hash());
      note(actor, "end session", session.user(), Optional.of("from " + session.address()));
    });
    return ended.isPresent();
  }

  /**
   * Ends all sessions of a user.
   *
   * @param except the id of one that goes on; empty for none
   * @return how many there were
   */
  public int endAll(Actor actor, String user, Optional<String> except) {
    List<LoginSession> ended = database.transaction(manager -> removeAll(manager, user, except));
    ended(actor, user, ended);
    return ended.size();
  }

  /**
   * Removes a user's sessions as a part of a change of the user, so that none outlasts it; {@link
   * #ended} is called when that is committed.
   *
   * @param except the id of one that goes on; empty for none
   */
  static List<LoginSession> removeAll(EntityManager manager, String user, Optional<String> except) {
    List<LoginSession> those =
        list(manager, Optional.of(user)).stream()
            .filter(session -> except.isEmpty() || !except.get().equals(session.id()))
            .toList();
    those.forEach(manager::remove);
    return those;
  }

  /** Forgets and records sessions of a user that were removed. */
  void ended(Actor actor, String user, List<LoginSession> ended) {
    ended.forEach(session -> checked.remove(session.hash()));
    if (!ended.isEmpty()) {
      note(actor, "end sessions", user, Optional.of(Integer.toString(ended.size())));
    }
  }

  /** Forgets what is known of a user's sessions, so that a change of its rights counts at once. */
  void recheck(String user) {
    checked.removeIf(entry -> entry.session().user().equals(user));
  }

  /** Deletes sessions that are over. */
  void deleteOld() {
    Instant now = clock.instant();
    remove("s.seen < :value", now.minus(idle));
    remove("s.created < :value", now.minus(life));
  }

  private int remove(String which, Object value) {
    return database.transaction(manager ->
        manager
            .createQuery("DELETE FROM LoginSession s WHERE " + which)
            .setParameter("value", value)
            .executeUpdate());
  }

  private void note(Actor actor, String what, String subject, Optional<String> detail) {
    audit.record(actor, what, subject, Optional.empty(), detail);
  }
}
