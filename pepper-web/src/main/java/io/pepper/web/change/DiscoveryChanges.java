package io.pepper.web.change;

import io.pepper.discovery.AppToken;
import io.pepper.discovery.Registry;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.SettingsDocument;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The changes that people make to applications and their instances; exceptions are those of {@code
 * io.pepper.discovery}. A change without an effect is not recorded.
 */
@RequestScoped
public class DiscoveryChanges {
  @Inject private Registry registry;
  @Inject private AuditedRequest trail;

  /**
   * Replaces the settings of an application.
   *
   * @throws io.pepper.definition.InvalidDefinitionException naming the field at fault
   */
  @Requires(Permission.CONFIGURE_APPLICATIONS)
  public AppSettings configure(AppKey app, JsonObject document) {
    AppSettings before = settings(app);
    if (SettingsDocument.read(document, before).equals(before)) {
      return before;
    }
    AuditedChange<AppSettings> change =
        new AuditedChange<>(present -> SettingsDocument.read(document, present));
    registry.configure(app, change);
    if (change.changedAnything()) {
      trail.note(
          "configure application",
          app,
          SettingsDocument.write(change.before()),
          SettingsDocument.write(change.after()));
    }
    return change.after();
  }

  /**
   * Creates a new token for the application; the one before is no longer valid.
   *
   * @return the secret, never to be seen again
   */
  @Requires(Permission.CONFIGURE_APPLICATIONS)
  public String createToken(AppKey app) {
    String token = AppToken.create();
    AuditedChange<AppSettings> change = withToken(app, Optional.of(AppToken.hash(token)));
    trail.note("create application token", app, held(change.before()), held(change.after()));
    return token;
  }

  /**
   * Revokes the application's token.
   *
   * @return whether there was one
   */
  @Requires(Permission.CONFIGURE_APPLICATIONS)
  public boolean revokeToken(AppKey app) {
    if (settings(app).tokenHash().isEmpty()) {
      return false;
    }
    AuditedChange<AppSettings> change = withToken(app, Optional.empty());
    if (change.changedAnything()) {
      trail.note("revoke application token", app, held(change.before()), null);
    }
    return change.changedAnything();
  }

  private AuditedChange<AppSettings> withToken(AppKey app, Optional<String> hash) {
    AuditedChange<AppSettings> change = new AuditedChange<>(present -> present.withTokenHash(hash));
    registry.configure(app, change);
    return change;
  }

  private AppSettings settings(AppKey app) {
    return registry.find(app).map(Application::settings).orElse(AppSettings.NONE);
  }

  private static String held(AppSettings settings) {
    return settings.tokenHash().isPresent() ? "a token" : null;
  }

  /** Takes traffic off an instance, or lets it come again. */
  @Requires(Permission.CHANGE_INSTANCES)
  public Instance drain(InstanceKey instance, boolean drained) {
    return condition(
        drained ? "drain instance" : "undrain instance",
        instance,
        present -> present.withDrained(drained),
        conditions -> conditions.drained() ? "drained" : "not drained");
  }

  /**
   * Sets the weight of an instance.
   *
   * @param weight empty for the provider's own
   */
  @Requires(Permission.CHANGE_INSTANCES)
  public Instance weigh(InstanceKey instance, OptionalInt weight) {
    return condition(
        "weigh instance",
        instance,
        present -> present.withWeight(weight),
        conditions ->
            conditions.weight().isPresent()
                ? Integer.toString(conditions.weight().getAsInt())
                : "its provider's");
  }

  /**
   * Sets the attributes of an instance.
   *
   * @param attributes stand over the provider's metadata
   */
  @Requires(Permission.CHANGE_INSTANCES)
  public Instance label(InstanceKey instance, Map<String, String> attributes) {
    return condition(
        "label instance",
        instance,
        present -> present.withAttributes(attributes),
        Conditions::attributes);
  }

  private Instance condition(
      String what,
      InstanceKey instance,
      UnaryOperator<Conditions> change,
      Function<Conditions, Object> shown) {
    AuditedChange<Conditions> noted = new AuditedChange<>(change);
    Instance after = registry.condition(instance, noted);
    if (noted.changedAnything()) {
      trail.note(what, instance, shown.apply(noted.before()), shown.apply(noted.after()));
    }
    return after;
  }

  /**
   * Removes an instance; its provider may register it again.
   *
   * @throws UnknownInstanceException if it is not there
   */
  @Requires(Permission.CHANGE_INSTANCES)
  public void cancel(InstanceKey instance) {
    if (!registry.cancel(instance)) {
      throw new UnknownInstanceException(instance);
    }
    trail.note("remove instance", instance, "registered", null);
  }
}
