package io.pepper.bus.front.resp;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.JobSink;
import io.pepper.bus.accept.JobTransaction;
import io.pepper.bus.accept.PushBatch;
import io.pepper.connector.resp.RespSession;
import java.util.Optional;

/** The state of one connection: login, name, tracking mode, transaction. For its own thread. */
public final class ClientState {
  private final RespSession session;
  private Optional<QueueLogin> login = Optional.empty();
  private String name = "";
  private boolean leaving;
  private PushBatch pushBatch;
  private QueuedCommands transaction;
  private JobTransaction transactionJobs;
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

  public RespSession session() {
    return session;
  }

  /** Returns the login; empty before the first successful one and after a failed one. */
  public Optional<QueueLogin> login() {
    return login;
  }

  /** Replaces the login and lifts the connection's limits for strangers. */
  public void loggedIn(QueueLogin as) {
    login = Optional.of(as);
    session.loggedIn(true);
  }

  /** Ends the login, if there is one. */
  public void loggedOut() {
    login = Optional.empty();
    session.loggedIn(false);
  }

  /** Marks the client as leaving: what follows in its pipeline is not executed. */
  public void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** The parts of the state that a refused transaction restores. */
  record ClientIdentity(Optional<QueueLogin> login, String name, Tracking tracking) {}

  ClientIdentity identity() {
    return new ClientIdentity(login, name, tracking);
  }

  /** Restores login, name and tracking mode. */
  void restore(ClientIdentity before) {
    before.login().ifPresentOrElse(this::loggedIn, this::loggedOut);
    name = before.name();
    tracking = before.tracking();
  }

  /** Returns the commands queued since {@code MULTI}; null outside of a transaction. */
  QueuedCommands transaction() {
    return transaction;
  }

  public boolean isInTransaction() {
    return transaction != null;
  }

  void begin(QueuedCommands commands) {
    transaction = commands;
  }

  /**
   * Ends the transaction.
   *
   * @return the queued commands, to be released by the caller; null if there was no transaction
   */
  QueuedCommands endTransaction() {
    QueuedCommands ended = transaction;
    transaction = null;
    return ended;
  }

  /**
   * Drops the transaction with its commands, if there is one.
   *
   * @return true if there was one
   */
  public boolean discardTransaction() {
    QueuedCommands queued = endTransaction();
    if (queued == null) {
      return false;
    }
    queued.release();
    return true;
  }

  /** Collects the jobs of the commands that follow in a transaction; null ends that. */
  void collectIn(JobTransaction jobs) {
    transactionJobs = jobs;
  }

  /**
   * Returns the sink of pushed jobs: the transaction while one is carried out, otherwise the batch
   * that {@link #storePushes} stores.
   */
  public JobSink jobs(Enqueuer enqueuer) {
    if (transactionJobs != null) {
      return transactionJobs;
    }
    if (pushBatch == null) {
      pushBatch = enqueuer.newBatch();
    }
    return pushBatch;
  }

  /** Starts to store the collected pushes; does not wait. */
  void storePushes() {
    if (pushBatch != null) {
      pushBatch.store();
    }
  }

  public Tracking tracking() {
    return tracking;
  }

  public void tracking(Tracking mode) {
    tracking = mode;
  }

  /** Returns the name that {@code CLIENT SETNAME} gave; empty if none. */
  public String name() {
    return name;
  }

  public void name(String name) {
    this.name = name;
  }
}
