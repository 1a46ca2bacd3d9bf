package io.pepper.web.read;

import io.pepper.identity.Audit;
import io.pepper.identity.AuditEntry;
import io.pepper.identity.AuditSearch;
import io.pepper.identity.Identity;
import io.pepper.identity.LoginSession;
import io.pepper.identity.Token;
import io.pepper.identity.User;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** Users, tokens, sessions and the audit trail, as the caller may see them. */
@RequestScoped
public class AccountReads {
  @Inject private Identity identity;
  @Inject private Audit audit;
  @Inject private CurrentCaller caller;

  /** Returns the caller itself. */
  @Requires(Permission.READ_OWN_ACCOUNT)
  public Account self() {
    return caller.account();
  }

  /** Returns the caller's user; empty for a token, or what else is no user. */
  @Requires(Permission.READ_OWN_ACCOUNT)
  public Optional<User> ownUser() {
    return identity.user(caller.name());
  }

  /** Returns all users by name. */
  @Requires(Permission.READ_ACCOUNTS)
  public List<User> users() {
    return identity.users();
  }

  @Requires(Permission.READ_ACCOUNTS)
  public Optional<User> user(String name) {
    return identity.user(name);
  }

  /** Returns all tokens, oldest first. */
  @Requires(Permission.READ_ACCOUNTS)
  public List<Token> tokens() {
    return identity.tokens();
  }

  /** Returns everybody's sessions, the last used first. */
  @Requires(Permission.END_SESSIONS)
  public List<LoginSession> sessions() {
    return identity.sessions().all();
  }

  /** Returns the caller's own sessions, the last used first. */
  @Requires(Permission.READ_OWN_ACCOUNT)
  public List<LoginSession> ownSessions() {
    return identity.sessions().of(caller.name());
  }

  /** Returns whether a session is the one of the present request. */
  @Requires(Permission.READ_OWN_ACCOUNT)
  public boolean isPresent(LoginSession session) {
    return caller.session().filter(session.id()::equals).isPresent();
  }

  /** Returns entries of the audit trail, the newest first. */
  @Requires(Permission.READ_AUDIT)
  public List<AuditEntry> audit(AuditSearch search) {
    return audit.find(search);
  }

  /**
   * Writes entries of the audit trail, the newest first, as they are read.
   *
   * @param max the most entries, 1 to {@link AuditFormat#MAX_ENTRIES}
   */
  @Requires(Permission.READ_AUDIT)
  public void exportAudit(AuditSearch search, AuditFormat format, int max, Writer to)
      throws IOException {
    to.write(format.head());
    int left = max;
    AuditSearch next = search;
    while (left > 0) {
      int limit = Math.min(left, AuditSearch.MAX_LIMIT);
      List<AuditEntry> page = audit.find(next.withLimit(limit));
      for (AuditEntry entry : page) {
        to.write(format.line(entry));
      }
      if (page.size() < limit) {
        break;
      }
      left -= limit;
      next = next.after(page.getLast().id(), limit);
    }
    to.flush();
  }
}
