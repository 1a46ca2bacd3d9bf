package io.pepper.web.api.discovery;

import io.pepper.definition.Fields;
import io.pepper.discovery.Registry;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.DiscoveryChanges;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;

/** One instance: what its provider and what operators say of it, and taking it out. */
@Path("/v1/discovery/apps/{env}/{app}/instances/{zone}/{name}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryInstanceResource {
  @Inject private Registry registry;
  @Inject private DiscoveryChanges changes;
  @Inject private Clock clock;

  @BeanParam private AppPath path;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    InstanceKey key = path.instance();
    return document(
        registry
            .find(key.app())
            .flatMap(app -> app.find(key))
            .orElseThrow(() -> new UnknownInstanceException(key)));
  }

  @DELETE
  @RolesAllowed(Roles.OPERATOR)
  public void cancel() {
    changes.cancel(path.instance());
  }

  @PUT
  @Path("drain")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject drain() {
    return document(changes.drain(path.instance(), true));
  }

  @DELETE
  @Path("drain")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject undrain() {
    return document(changes.drain(path.instance(), false));
  }

  @PUT
  @Path("weight")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject weigh(JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    long weight = fields.number("weight", -1, 0, Conditions.HEAVIEST);
    fields.refuseOthers();
    if (weight < 0) {
      throw Refusal.of("weight", "is needed");
    }
    return document(changes.weigh(path.instance(), OptionalInt.of((int) weight)));
  }

  @DELETE
  @Path("weight")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject unweigh() {
    return document(changes.weigh(path.instance(), OptionalInt.empty()));
  }

  @PUT
  @Path("attributes")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject label(JsonObject body) {
    Map<String, String> attributes = new Fields(JsonBodyReader.needed(body)).allTexts();
    Fields.checked("attributes", () -> Conditions.NONE.withAttributes(attributes));
    return document(changes.label(path.instance(), attributes));
  }

  @DELETE
  @Path("attributes")
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject unlabel() {
    return document(changes.label(path.instance(), Map.of()));
  }

  private JsonObject document(Instance instance) {
    return DiscoveryDocument.instance(instance, registry.renewed(instance.key()), clock.instant())
        .build();
  }
}
