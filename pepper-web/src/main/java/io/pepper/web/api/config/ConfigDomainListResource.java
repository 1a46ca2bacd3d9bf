package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.read.ConfigReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.Optional;

/** The domains of configuration, page by page: there may be very many. */
@Path("/v1/config/domains")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigDomainListResource {
  @Inject private ConfigReads reads;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject list(
      @QueryParam("limit") @DefaultValue("1000") String limit, @QueryParam("after") String after) {
    int most = (int) QueryParameters.number("limit", limit, 1, 10_000);
    Optional<DomainName> last = QueryParameters.optional("after", after, DomainName::new);
    List<DomainSnapshot> page = reads.page(last, most + 1);
    JsonArrayBuilder all = FileDocument.JSON.createArrayBuilder();
    page.stream().limit(most).forEach(domain -> all.add(listed(domain)));
    JsonObjectBuilder json = FileDocument.JSON.createObjectBuilder().add("domains", all);
    if (page.size() > most) {
      json.add("after", page.get(most - 1).domain().value());
    }
    return json.build();
  }

  private static JsonObjectBuilder listed(DomainSnapshot domain) {
    return FileDocument.JSON
        .createObjectBuilder()
        .add("domain", domain.domain().value())
        .add("revision", domain.version())
        .add("tag", domain.settings().tag())
        .add("files", domain.files().size());
  }
}
