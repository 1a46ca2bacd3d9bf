package io.pepper.web.faces.identity;

import io.pepper.identity.User;
import io.pepper.identity.access.Account;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.web.change.AccountChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.read.AccountReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The page of a person's own account: who it is, its password, its sessions. */
@Named("own")
@RequestScoped
public class OwnAccount {
  @Inject private AccountReads reads;
  @Inject private AccountChanges changes;
  @Inject private FlashMessages messages;
  @Inject private Clock clock;

  private String current;
  private String password;
  private String again;

  public void changePassword() {
    if (password == null || !password.equals(again)) {
      messages.refuse("Password", "the two new passwords differ");
      return;
    }
    try {
      boolean changed =
          messages.attempt(
              "Password",
              () -> {
                changes.changeOwnPassword(
                    Optional.ofNullable(current).or(() -> Optional.of("")), password);
                return "Changed. Your other sessions are ended.";
              });
      if (changed) {
        messages.redirect("/account.xhtml");
      }
    } catch (LoginThrottledException e) {
      messages.refuse("Password", e.getMessage());
    }
  }

  private Account account() {
    return reads.self();
  }

  public String getName() {
    return account().name();
  }

  public String getRole() {
    return account().role().map(role -> role.text()).orElse("none");
  }

  public String getTags() {
    return account().tags().toString();
  }

  /** Returns whether the person has a password here. */
  public boolean isLocal() {
    return reads.ownUser().filter(User::isLocal).isPresent();
  }

  public List<SessionRow> getSessions() {
    Instant now = clock.instant();
    return reads.ownSessions().stream()
        .map(session -> new SessionRow(session, reads.isPresent(session), now))
        .toList();
  }

  public String getCurrent() {
    return "";
  }

  public void setCurrent(String current) {
    this.current = current;
  }

  public String getPassword() {
    return "";
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public String getAgain() {
    return "";
  }

  public void setAgain(String again) {
    this.again = again;
  }
}
