package io.pepper.web.access;

import io.pepper.identity.Actor;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** The caller of the present request: who it is, and what it may do. */
@RequestScoped
public class CurrentCaller {
  private static final String ACCOUNT = CurrentCaller.class.getName();
  private static final String SESSION = ACCOUNT + ".session";

  @Inject private HttpServletRequest request;

  /**
   * Sets the caller of a request, when it has logged in.
   *
   * @param session the id of a person's session; empty for a program
   */
  public static void set(HttpServletRequest request, Account account, Optional<String> session) {
    request.setAttribute(ACCOUNT, account);
    request.setAttribute(SESSION, session.orElse(null));
  }

  /** Returns the caller of a request; empty for nobody. */
  public static Optional<Account> of(HttpServletRequest request) {
    return Optional.ofNullable((Account) request.getAttribute(ACCOUNT));
  }

  /**
   * Returns the account.
   *
   * @throws IllegalStateException if the request needs no login, and has none
   */
  public Account account() {
    return of(request).orElseThrow(() -> new IllegalStateException("nobody has logged in"));
  }

  /** Returns the account's name. */
  public String name() {
    return account().name();
  }

  /** Returns the tags that the account is restricted to. */
  public AllowedTags tags() {
    return account().tags();
  }

  /** Returns the caller as the audit trail names it. */
  public Actor actor() {
    return new Actor(name(), Objects.requireNonNullElse(request.getRemoteAddr(), "unknown"));
  }

  /** Returns the id of the person's session; empty for a program. */
  public Optional<String> session() {
    return Optional.ofNullable((String) request.getAttribute(SESSION));
  }

  /** Returns whether the caller has a permission, for some tags at least. */
  public boolean may(Permission permission) {
    return account().may(permission);
  }

  /** Returns whether the caller has a permission for what has all these tags. */
  public boolean may(Permission permission, Collection<String> tags) {
    return account().may(permission, tags);
  }

  /**
   * Checks a permission, for some tags at least.
   *
   * @throws PermissionDeniedException naming what is missing
   */
  public void require(Permission permission) {
    account().require(permission);
  }

  /**
   * Checks a permission for what has all these tags; with none of them it is for callers with every
   * tag.
   *
   * @throws PermissionDeniedException naming what is missing
   */
  public void require(Permission permission, Collection<String> tags) {
    account().require(permission, tags);
  }
}
