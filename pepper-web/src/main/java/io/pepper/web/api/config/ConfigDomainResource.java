package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.edit.Published;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.QueryParameters;
import io.pepper.web.api.Roles;
import io.pepper.web.api.config.request.PublishBody;
import io.pepper.web.api.config.request.TextBody;
import io.pepper.web.change.ConfigChanges;
import io.pepper.web.read.ConfigReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** One domain: its settings and files, and the publish of several of them together. */
@Path("/v1/config/domains/{domain}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConfigDomainResource {
  @Inject private ConfigReads reads;
  @Inject private ConfigChanges changes;

  @PathParam("domain")
  private DomainName domain;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get() {
    DomainSnapshot there = reads.get(domain);
    JsonArrayBuilder files = FileDocument.JSON.createArrayBuilder();
    there.files().values().forEach(file -> files.add(FileDocument.listed(file)));
    return FileDocument.JSON
        .createObjectBuilder()
        .add("domain", domain.value())
        .add("revision", there.version())
        .addAll(reads.settings(there))
        .add("files", files)
        .build();
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  public Response put(JsonObject settings) {
    boolean isNew = changes.define(domain, JsonBodyReader.needed(settings));
    return Response.status(isNew ? Response.Status.CREATED : Response.Status.OK)
        .entity(get())
        .build();
  }

  @DELETE
  @RolesAllowed(Roles.ADMIN)
  public JsonObject delete(@QueryParam("note") String note) {
    return revision(changes.remove(domain, TextBody.note(note)));
  }

  @POST
  @Path("publish")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject publish(JsonObject body) {
    PublishBody read = PublishBody.read(JsonBodyReader.needed(body));
    Published done = changes.publish(domain, read.edits(), read.expected(), read.note());
    JsonArrayBuilder changed = FileDocument.JSON.createArrayBuilder();
    done.changed().stream().sorted().forEach(file -> changed.add(file.path()));
    return FileDocument.JSON
        .createObjectBuilder()
        .add("revision", done.version())
        .add("changed", changed)
        .build();
  }

  @GET
  @Path("nodes")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject nodes(@QueryParam("limit") @DefaultValue("1000") String limit) {
    int most = (int) QueryParameters.number("limit", limit, 1, 100_000);
    List<NodeStatus> nodes = reads.nodes(domain);
    JsonArrayBuilder all = FileDocument.JSON.createArrayBuilder();
    nodes.stream().limit(most).forEach(node -> all.add(node(node)));
    return FileDocument.JSON
        .createObjectBuilder()
        .add("count", nodes.size())
        .add("lagging", nodes.stream().filter(NodeStatus::isLagging).count())
        .add("nodes", all)
        .build();
  }

  private static JsonObjectBuilder node(NodeStatus node) {
    return FileDocument.JSON
        .createObjectBuilder()
        .add("node", node.node())
        .add("component", node.component())
        .add("hostname", node.hostname())
        .add("server", node.server())
        .add("transport", node.transport())
        .add("address", node.peer())
        .add("revision", node.revision())
        .add("expected", node.expected())
        .add("since", node.since().toString())
        .add("lagging", node.isLagging());
  }

  private static JsonObject revision(Published done) {
    return FileDocument.JSON.createObjectBuilder().add("revision", done.version()).build();
  }
}
