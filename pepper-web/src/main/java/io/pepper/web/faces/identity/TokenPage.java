package io.pepper.web.faces.identity;

import io.pepper.identity.NewToken;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.TokenScope;
import io.pepper.web.change.AccountChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.read.AccountReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.primefaces.PrimeFaces;

/** The page with all tokens, on which one is created. */
@Named("tokenPage")
@RequestScoped
public class TokenPage {
  @Inject private AccountReads reads;
  @Inject private AccountChanges changes;
  @Inject private FlashMessages messages;
  @Inject private Clock clock;

  private String name;
  private String scope = TokenScope.METRICS.text();
  private List<String> tags = List.of();
  private String expires;

  public List<TokenRow> getTokens() {
    Instant now = clock.instant();
    return reads.tokens().stream().map(token -> new TokenRow(token, now)).toList();
  }

  /** Creates a token, and hands its secret to the page, which shows it once. */
  public void create() {
    messages.attempt(
        name == null ? "Not created" : name,
        () -> {
          AllowedTags allowed =
              tags == null || tags.isEmpty() ? AllowedTags.EVERY : AllowedTags.of(tags);
          NewToken made =
              changes.createToken(new TokenDraft(name, TokenScope.of(scope), allowed, end()));
          PrimeFaces.current().ajax().addCallbackParam("token", made.secret());
          return "Created.";
        });
  }

  private Optional<Instant> end() {
    try {
      return Optional.ofNullable(expires)
          .filter(text -> !text.isBlank())
          .map(text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      throw new InvalidIdentityException("expires", "'" + expires + "' is not a day");
    }
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name == null ? null : name.strip();
  }

  public String getScope() {
    return scope;
  }

  public void setScope(String scope) {
    this.scope = scope;
  }

  public List<String> getTags() {
    return tags;
  }

  public void setTags(List<String> tags) {
    this.tags = tags;
  }

  public String getExpires() {
    return expires;
  }

  public void setExpires(String expires) {
    this.expires = expires;
  }
}
