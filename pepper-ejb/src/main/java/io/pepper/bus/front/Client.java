package io.pepper.bus.front;

import io.pepper.bus.accept.Acceptance;
import io.pepper.bus.accept.Gathering;
import io.pepper.connector.resp.RespSession;
import java.util.Optional;

/** What is known of one connection. Used by its own thread only. */
final class Client {
  private final RespSession session;
  private Optional<Login> login = Optional.empty();
  private String name = "";
  private boolean leaving;
  private Gathering pushes;

  private Client(RespSession session) {
    this.session = session;
  }

  static Client of(RespSession session) {
    if (session.attachment() instanceof Client known) {
      return known;
    }
    Client client = new Client(session);
    session.attach(client);
    return client;
  }

  RespSession session() {
    return session;
  }

  Optional<Login> login() {
    return login;
  }

  void loggedIn(Login as) {
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

  /** Where the pushes of the batch in hand gather until {@link #storePushes}. */
  Gathering pushes(Acceptance acceptance) {
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

  String name() {
    return name;
  }

  void name(String name) {
    this.name = name;
  }
}
