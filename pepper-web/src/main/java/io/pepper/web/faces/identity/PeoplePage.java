package io.pepper.web.faces.identity;

import io.pepper.identity.LoginSession;
import io.pepper.identity.User;
import io.pepper.web.read.AccountReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lists of users, and of everybody's sessions. */
@Named("people")
@RequestScoped
public class PeoplePage {
  @Inject private AccountReads reads;
  @Inject private Clock clock;

  private List<UserRow> users;
  private List<SessionRow> sessions;

  public List<UserRow> getUsers() {
    if (users == null) {
      Instant now = clock.instant();
      Map<String, Long> open =
          reads.sessions().stream()
              .collect(Collectors.groupingBy(LoginSession::user, Collectors.counting()));
      users = reads.users().stream().map(user -> row(user, open, now)).toList();
    }
    return users;
  }

  private static UserRow row(User user, Map<String, Long> open, Instant now) {
    return new UserRow(user, open.getOrDefault(user.name(), 0L), now);
  }

  public List<SessionRow> getSessions() {
    if (sessions == null) {
      Instant now = clock.instant();
      sessions =
          reads.sessions().stream()
              .map(session -> new SessionRow(session, reads.isPresent(session), now))
              .toList();
    }
    return sessions;
  }
}
