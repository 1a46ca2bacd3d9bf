package io.pepper.web.api.bus;

import io.pepper.definition.Fields;
import io.pepper.job.JobId;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.QueueChanges;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The dead jobs of a topic: replay them, or delete them for good. */
@Path("/v1/queues/{queue}/topics/{topic}/dead")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeadJobResource {
  @Inject private QueueChanges changes;

  @POST
  @Path("replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject replay(
      @PathParam("queue") QueueName queue, @PathParam("topic") TopicName topic, JsonObject body) {
    TopicId id = new TopicId(queue, topic);
    Fields fields = new Fields(body == null ? JsonObject.EMPTY_JSON_OBJECT : body);
    boolean byId = fields.has("ids");
    List<JobId> ids = byId ? JobIds.read(fields) : null;
    int limit = (int) fields.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    fields.refuseOthers();
    if (byId && fields.has("limit")) {
      throw Refusal.of("limit", "cannot go with ids: send one of the two");
    }
    int replayed = byId ? changes.replay(id, ids) : changes.replay(id, limit);
    return Json.createObjectBuilder().add("replayed", replayed).build();
  }

  @DELETE
  @RolesAllowed(Roles.OPERATOR)
  public JsonObject purge(
      @PathParam("queue") QueueName queue, @PathParam("topic") TopicName topic) {
    long purged = changes.purgeDead(new TopicId(queue, topic));
    return Json.createObjectBuilder().add("purged", purged).build();
  }
}
