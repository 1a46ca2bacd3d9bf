package io.pepper.web.api.config;

import io.pepper.config.snapshot.SearchHit;
import io.pepper.config.snapshot.SearchPage;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.SearchCursor;
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

/** The search over domains, files, keys and values. */
@Path("/v1/config/search")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigSearchResource {
  private static final int MAX_CHARACTERS = 200;

  @Inject private ConfigReads reads;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject search(
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @QueryParam("cursor") String cursor) {
    if (text.isBlank() || text.length() > MAX_CHARACTERS) {
      throw Refusal.of("q", "must be a text of 1 to %d characters".formatted(MAX_CHARACTERS));
    }
    int most = (int) QueryParameters.number("limit", limit, 1, 1000);
    SearchPage page = reads.search(text, SearchCursor.read(cursor), most);
    JsonArrayBuilder hits = FileDocument.JSON.createArrayBuilder();
    page.hits().forEach(hit -> hits.add(hit(hit)));
    JsonObjectBuilder json = FileDocument.JSON.createObjectBuilder().add("hits", hits);
    page.end().ifPresent(end -> json.add("cursor", SearchCursor.text(end)));
    return json.build();
  }

  private static JsonObjectBuilder hit(SearchHit hit) {
    JsonObjectBuilder json =
        FileDocument.JSON.createObjectBuilder().add("domain", hit.domain().value());
    hit.file().ifPresent(file -> json.add("file", file.path()));
    hit.section().ifPresent(section -> json.add("section", section.value()));
    hit.entry()
        .ifPresent(entry -> json.add("key", entry.key().value()).addAll(FileDocument.entry(entry)));
    return json;
  }
}
