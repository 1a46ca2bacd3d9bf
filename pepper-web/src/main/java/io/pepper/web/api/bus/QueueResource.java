package io.pepper.web.api.bus;

import io.pepper.job.QueueName;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Roles;
import io.pepper.web.change.PlannedQueue;
import io.pepper.web.change.QueueChanges;
import io.pepper.web.change.QueueImport;
import io.pepper.web.read.QueueReads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** The definitions of queues with their topics. */
@Path("/v1/queues")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueueResource {
  @Inject private QueueReads queues;
  @Inject private QueueChanges changes;
  @Inject private QueueImport imports;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject list() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    queues.all().forEach(queue -> all.add(queue.name().value(), queues.document(queue)));
    return Json.createObjectBuilder().add("queues", all).build();
  }

  /**
   * Imports what {@link #list} answers.
   *
   * @param dry {@code true} to be told only what would happen
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject importAll(@QueryParam("dry") String dry, JsonObject body) {
    JsonObject document = JsonBodyReader.needed(body);
    List<PlannedQueue> plan = "true".equals(dry) ? imports.plan(document) : imports.run(document);
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (PlannedQueue queue : plan) {
      JsonObjectBuilder json =
          Json.createObjectBuilder().add("name", queue.name()).add("change", queue.change().text());
      if (!queue.problem().isEmpty()) {
        json.add("problem", queue.problem());
      }
      if (queue.unreachable() > 0) {
        json.add("unreachable", queue.unreachable());
      }
      all.add(json);
    }
    return Json.createObjectBuilder().add("queues", all).build();
  }

  @GET
  @Path("{queue}")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get(@PathParam("queue") QueueName name) {
    return queues.document(queues.get(name));
  }

  @PUT
  @Path("{queue}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response put(@PathParam("queue") QueueName name, JsonObject document) {
    QueueChanges.Defined defined = changes.define(name, JsonBodyReader.needed(document));
    return Response.status(defined.isNew() ? Response.Status.CREATED : Response.Status.OK)
        .entity(queues.document(defined.queue()))
        .build();
  }

  @DELETE
  @Path("{queue}")
  @RolesAllowed(Roles.OPERATOR)
  public void delete(@PathParam("queue") QueueName name) {
    changes.remove(name);
  }
}
