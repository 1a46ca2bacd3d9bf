package io.pepper.web.api.discovery;

import io.pepper.discovery.DiscoveryOverview;
import io.pepper.discovery.InstanceCounts;
import io.pepper.discovery.instance.AppKey;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.discovery.PollSubscribers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Discovery as a whole, and its applications page by page. */
@Path("/v1/discovery")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryResource {
  @Inject private DiscoveryOverview overview;
  @Inject private PollSubscribers audience;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    return DiscoveryDocument.overview(overview.now(), audience.size()).build();
  }

  @GET
  @Path("apps")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject list(
      @QueryParam("environment") String environment,
      @QueryParam("query") @DefaultValue("") String query,
      @QueryParam("limit") @DefaultValue("1000") String limit,
      @QueryParam("cursor") String cursor) {
    int most = (int) QueryParameters.number("limit", limit, 1, 10_000);
    Optional<PageCursor> last = PageCursor.read(cursor);
    String part = query.toLowerCase(Locale.ROOT);
    List<InstanceCounts> page =
        overview.now().applications().stream()
            .filter(tally -> last.isEmpty() || cursor(tally).compareTo(last.get()) > 0)
            .filter(tally -> environment == null || key(tally).environment().equals(environment))
            .filter(tally -> key(tally).name().toLowerCase(Locale.ROOT).contains(part))
            .limit(most + 1L)
            .toList();
    Map<AppKey, Integer> polls = audience.counts();
    JsonArrayBuilder apps = Json.createArrayBuilder();
    page.stream()
        .limit(most)
        .forEach(
            tally -> apps.add(DiscoveryDocument.app(tally, polls.getOrDefault(key(tally), 0))));
    JsonObjectBuilder json = Json.createObjectBuilder().add("apps", apps);
    if (page.size() > most) {
      json.add("cursor", cursor(page.get(most - 1)).text());
    }
    return json.build();
  }

  private static PageCursor cursor(InstanceCounts tally) {
    return new PageCursor(key(tally).environment(), key(tally).name());
  }

  private static AppKey key(InstanceCounts tally) {
    return tally.application().key();
  }
}
