package io.pepper.web.api.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.definition.Fields;
import io.pepper.job.JobId;
import io.pepper.job.QueueName;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Refusal;
import io.pepper.web.api.Roles;
import io.pepper.web.change.QueueChanges;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;

/** The pushes of jobs over HTTP. */
@Path("/v1/queues/{queue}/jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {
  private static final Duration MAX_DELAY = Duration.ofDays(3650);

  @Inject private QueueChanges changes;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public Response push(@PathParam("queue") QueueName queue, JsonObject body) {
    Fields fields = new Fields(JsonBodyReader.needed(body));
    List<byte[]> payloads =
        fields.texts("payloads").stream().map(text -> text.getBytes(UTF_8)).toList();
    Duration delay = fields.duration("delay", Duration.ZERO);
    fields.refuseOthers();
    if (payloads.isEmpty()) {
      throw Refusal.of("payloads", "must hold at least one payload");
    }
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      throw Refusal.of("delay", "must be PT0S to P3650D, not " + delay);
    }
    JsonArrayBuilder ids = Json.createArrayBuilder();
    for (JobId id : changes.push(queue, payloads, delay)) {
      ids.add(id.toString());
    }
    return Response.accepted(Json.createObjectBuilder().add("jobs", ids).build()).build();
  }
}
