package io.pepper.web.api.discovery;

import io.pepper.discovery.InstanceCounts;
import io.pepper.discovery.Registry;
import io.pepper.discovery.UnknownApplicationException;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.SettingsDocument;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.change.DiscoveryChanges;
import io.pepper.web.discovery.PollSubscribers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One application: its instances page by page, its settings, its token. */
@Path("/v1/discovery/apps/{env}/{app}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryAppResource {
  @Inject private Registry registry;
  @Inject private PollSubscribers audience;
  @Inject private DiscoveryChanges changes;
  @Inject private Clock clock;

  @BeanParam private AppPath path;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get(
      @QueryParam("zone") String zone,
      @QueryParam("limit") @DefaultValue("1000") String limit,
      @QueryParam("cursor") String cursor) {
    int most = (int) QueryParameters.number("limit", limit, 1, 10_000);
    Optional<PageCursor> last = PageCursor.read(cursor);
    AppKey key = path.app();
    Application app = registry.find(key).orElseThrow(() -> new UnknownApplicationException(key));
    List<Instance> page =
        app.instances()
            .filter(instance -> last.isEmpty() || cursor(instance).compareTo(last.get()) > 0)
            .filter(instance -> zone == null || instance.key().zone().equals(zone))
            .limit(most + 1L)
            .toList();
    Instant now = clock.instant();
    JsonArrayBuilder listed = Json.createArrayBuilder();
    page.stream()
        .limit(most)
        .forEach(instance ->
            listed.add(
                DiscoveryDocument.instance(instance, registry.renewed(instance.key()), now)));
    JsonObjectBuilder json =
        DiscoveryDocument.appWithSettings(InstanceCounts.of(app), audience.of(key))
            .add("instances", listed);
    if (page.size() > most) {
      json.add("cursor", cursor(page.get(most - 1)).text());
    }
    return json.build();
  }

  private static PageCursor cursor(Instance instance) {
    return new PageCursor(instance.key().zone(), instance.key().name());
  }

  @PUT
  @Path("settings")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  public JsonObject putSettings(JsonObject document) {
    return SettingsDocument.write(changes.configure(path.app(), JsonBodyReader.needed(document)));
  }

  @DELETE
  @Path("settings")
  @RolesAllowed(Roles.ADMIN)
  public void deleteSettings() {
    changes.configure(path.app(), JsonObject.EMPTY_JSON_OBJECT);
  }

  @POST
  @Path("token")
  @RolesAllowed(Roles.ADMIN)
  public Response createToken() {
    String secret = changes.createToken(path.app());
    return Response.status(Response.Status.CREATED)
        .entity(Json.createObjectBuilder().add("token", secret).build())
        .build();
  }

  @DELETE
  @Path("token")
  @RolesAllowed(Roles.ADMIN)
  public void revokeToken() {
    changes.revokeToken(path.app());
  }
}
