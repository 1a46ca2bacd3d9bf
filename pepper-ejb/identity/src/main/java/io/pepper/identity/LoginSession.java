package io.pepper.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A person's login in one browser. Of the secret in its cookie only a hash is kept. */
@Entity
@Table(name = "pepper_session")
public class LoginSession {
  @Id private String id;
  private String hash;

  @Column(name = "user_name")
  private String user;

  private String node;
  private String address;
  private String agent;

  @Column(name = "created_ms")
  private Instant created;

  @Column(name = "seen_ms")
  private Instant seen;

  /** Creates an empty session, for JPA only. */
  protected LoginSession() {}

  LoginSession(String hash, Actor user, String agent, String node, Instant now) {
    this.id = TimeOrderedId.at(now);
    this.hash = hash;
    this.user = user.name();
    this.address = AuditEntry.cut(user.address(), 100);
    this.agent = AuditEntry.cut(agent, 200);
    this.node = node;
    this.created = now;
    this.seen = now;
  }

  /** Returns the id, which is not secret. */
  public String id() {
    return id;
  }

  public String user() {
    return user;
  }

  /** Returns the node at which the person logged in. */
  public String node() {
    return node;
  }

  /** Returns the address from which the person logged in. */
  public String address() {
    return address;
  }

  /** Returns what the browser says it is, cut. */
  public String agent() {
    return agent;
  }

  public Instant created() {
    return created;
  }

  /** Returns when it was last used, to a minute. */
  public Instant seen() {
    return seen;
  }

  void seen(Instant now) {
    seen = now;
  }

  String hash() {
    return hash;
  }
}
