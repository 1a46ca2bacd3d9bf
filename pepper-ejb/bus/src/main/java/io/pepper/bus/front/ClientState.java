package io.pepper.bus.front;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.JobSink;
import io.pepper.bus.accept.JobTransaction;
import io.pepper.bus.accept.PushBatch;
import io.pepper.connector.resp.RespSession;
import java.util.Optional;

/** What is known of one connection. Used by its own thread only. */
final class ClientState {
  private final RespSession session;
  private Optional<QueueLogin> login = Optional.empty();
  private String name = "";
  private boolean leaving;
  private PushBatch pushes;
  private QueuedCommands transaction;
  private JobTransaction storing;
  private Tracking tracking = Tracking.OFF;

  private ClientState(RespSession session) {
    this.session = session;
  }

  static ClientState of(RespSession session) {
    if (session.attachment() instanceof ClientState known) {
      return known;
    }
    ClientState client = new ClientState(session);
    session.attach(client);
    return client;
  }

  RespSession session() {
    return session;
  }

  Optional<QueueLogin> login() {
    return login;
  }

  void loggedIn(QueueLogin as) {
    login = Optional.of(as);
    session.loggedIn(true);
  }

  void loggedOut() {
    login = Optional.empty();
    session.loggedIn(false);
  }

  /** It said good-bye: what follows in its pipeline is not executed. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** What a transaction that is refused takes back. */
  record Identity(Optional<QueueLogin> login, String name, Tracking tracking) {}

  Identity identity() {
    return new Identity(login, name, tracking);
  }

  /** Becomes whoever it was before. */
  void become(Identity before) {
    before.login().ifPresentOrElse(this::loggedIn, this::loggedOut);
    name = before.name();
    tracking = before.tracking();
  }

  /** What was queued since {@code MULTI}; null outside of a transaction. */
  QueuedCommands transaction() {
    return transaction;
  }

  void begin(QueuedCommands commands) {
    transaction = commands;
  }

  /**
   * @return what was queued, to be released by the caller; null if there was no transaction
   */
  QueuedCommands endTransaction() {
    QueuedCommands ended = transaction;
    transaction = null;
    return ended;
  }

  /** Has the jobs of the commands that follow gather there, or with null as usual. */
  void gatherIn(JobTransaction jobs) {
    storing = jobs;
  }

  /**
   * Where pushes gather: those of a transaction that is being carried out in it, others until
   * {@link #storePushes}.
   */
  JobSink jobs(Enqueuer acceptance) {
    if (storing != null) {
      return storing;
    }
    if (pushes == null) {
      pushes = acceptance.gather();
    }
    return pushes;
  }

  void storePushes() {
    if (pushes != null) {
      pushes.store();
    }
  }

  Tracking tracking() {
    return tracking;
  }

  void tracking(Tracking mode) {
    tracking = mode;
  }

  String name() {
    return name;
  }

  void name(String name) {
    this.name = name;
  }
}
