package io.pepper.web.faces.identity;

import io.pepper.web.change.AccountChanges;
import io.pepper.web.faces.FlashMessages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;

/** The actions on users, tokens and sessions that pages ask for by a button of a row. */
@Named
@RequestScoped
public class AccountActions {
  private static final String GONE = "It was gone before.";

  @Inject private AccountChanges changes;
  @Inject private FlashMessages messages;
  @Inject private FacesContext faces;

  public void act() {
    Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
    String id = parameters.getOrDefault("of", "");
    messages.attempt(
        parameters.getOrDefault("label", id), () -> act(parameters.getOrDefault("act", ""), id));
  }

  private String act(String action, String id) {
    return switch (action) {
      case "deleteUser" -> changes.deleteUser(id) ? "Deleted." : GONE;
      case "revokeToken" -> changes.revokeToken(id) ? "Revoked." : GONE;
      case "endSession" -> changes.endSession(id) ? "Ended." : GONE;
      case "endOwn" -> changes.endOwnSession(id) ? "Ended." : GONE;
      case "endOthers" -> changes.endOwnSessions() + " ended.";
      default -> throw new IllegalArgumentException("'" + action + "' is not an action");
    };
  }
}
