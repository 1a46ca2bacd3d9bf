package io.pepper.web.faces.discovery;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.web.change.DiscoveryChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.primefaces.PrimeFaces;

/**
 * The actions of people on instances and applications. Parameters of the request name the object,
 * never a row number: rows may have changed places since the page was shown.
 */
@Named
@RequestScoped
public class DiscoveryActions {
  private static final Set<String> FOR_ADMINS = Set.of("token", "revoke");

  @Inject private DiscoveryChanges changes;
  @Inject private FlashMessages told;
  @Inject private FacesContext faces;

  public void act() {
    String action = parameter("act");
    String subject =
        PlainText.of(parameter("name").isEmpty() ? parameter("application") : parameter("name"));
    boolean forAdmins = FOR_ADMINS.contains(action);
    told.attempt(subject, () -> forAdmins ? administer(action) : operate(action));
  }

  private String operate(String action) {
    InstanceKey instance = new InstanceKey(app(), parameter("zone"), parameter("name"));
    return switch (action) {
      case "drain" -> {
        changes.drain(instance, true);
        yield "Drained. It takes no traffic until it is undrained.";
      }
      case "undrain" -> {
        changes.drain(instance, false);
        yield "Undrained.";
      }
      case "weigh" -> {
        changes.weigh(instance, OptionalInt.of(weight(parameter("value").strip())));
        yield "Its weight is " + parameter("value").strip() + " now.";
      }
      case "unweigh" -> {
        changes.weigh(instance, OptionalInt.empty());
        yield "Its provider's weight holds again.";
      }
      case "remove" -> {
        changes.cancel(instance);
        yield "Removed.";
      }
      default -> throw new IllegalArgumentException("'" + action + "' is not an action");
    };
  }

  private String administer(String action) {
    if (action.equals("token")) {
      PrimeFaces.current().ajax().addCallbackParam("token", changes.createToken(app()));
      return "It has a new token.";
    }
    return changes.revokeToken(app()) ? "The token is revoked." : "It had no token.";
  }

  private static int weight(String text) {
    if (text.matches("\\d{1,7}") && Integer.parseInt(text) <= Conditions.HEAVIEST) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "a weight must be a whole number from 0 to %d, not '%s'"
            .formatted(Conditions.HEAVIEST, PlainText.of(text)));
  }

  private AppKey app() {
    return new AppKey(parameter("environment"), parameter("application"));
  }

  private String parameter(String name) {
    Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
    return parameters.getOrDefault(name, "");
  }
}
