package io.pepper.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** One change of the audit trail. It never holds a secret. */
@Entity
@Table(name = "pepper_audit")
public class AuditEntry {
  private static final int MAX_VALUE = 4000;

  @Id private String id;

  @Column(name = "happened_ms")
  private Instant happened;

  private String who;
  private String address;
  private String what;
  private String subject;

  @Column(name = "value_before")
  private String before;

  @Column(name = "value_after")
  private String after;

  /** Creates an empty entry, for JPA only. */
  protected AuditEntry() {}

  AuditEntry(Instant happened, Actor actor, String what, String subject) {
    this.id = TimeOrderedId.at(happened);
    this.happened = happened;
    this.who = cut(actor.name(), 100);
    this.address = cut(actor.address(), 100);
    this.what = cut(what, 100);
    this.subject = cut(subject, 300);
  }

  AuditEntry changing(Optional<String> before, Optional<String> after) {
    this.before = before.map(text -> cut(text, MAX_VALUE)).orElse(null);
    this.after = after.map(text -> cut(text, MAX_VALUE)).orElse(null);
    return this;
  }

  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** Returns the id, which sorts by time. */
  public String id() {
    return id;
  }

  public Instant happened() {
    return happened;
  }

  public String who() {
    return who;
  }

  public String address() {
    return address;
  }

  /** Returns what was done, such as {@code create user}. */
  public String what() {
    return what;
  }

  /** Returns what was changed, such as a queue's name. */
  public String subject() {
    return subject;
  }

  public Optional<String> before() {
    return Optional.ofNullable(before);
  }

  public Optional<String> after() {
    return Optional.ofNullable(after);
  }
}
