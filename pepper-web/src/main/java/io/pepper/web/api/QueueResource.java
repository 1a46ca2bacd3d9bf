package io.pepper.web.api;

import io.pepper.bus.Queues;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.job.QueueName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Definitions of queues with their topics. */
@Path("/v1/queues")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueueResource {
  @Inject private Queues queues;

  @GET
  @RolesAllowed(Roles.VIEWER)
  public JsonObject list() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    queues.all().stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(queue -> all.add(queue.name().value(), QueueDocument.write(queue)));
    return Json.createObjectBuilder().add("queues", all).build();
  }

  @GET
  @Path("{queue}")
  @RolesAllowed(Roles.VIEWER)
  public JsonObject get(@PathParam("queue") QueueName name) {
    return QueueDocument.write(queues.get(name));
  }

  @PUT
  @Path("{queue}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  public Response put(@PathParam("queue") QueueName name, JsonObject document) {
    boolean isNew = queues.find(name).isEmpty();
    QueueDefinition defined = queues.define(name, JsonBodyReader.needed(document));
    return Response.status(isNew ? Response.Status.CREATED : Response.Status.OK)
        .entity(QueueDocument.write(defined))
        .build();
  }

  @DELETE
  @Path("{queue}")
  @RolesAllowed(Roles.ADMIN)
  public void delete(@PathParam("queue") QueueName name) {
    if (!queues.remove(name)) {
      throw new UnknownQueueException(name);
    }
  }
}
