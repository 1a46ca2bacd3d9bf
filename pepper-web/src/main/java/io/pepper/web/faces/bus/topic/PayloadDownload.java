package io.pepper.web.faces.bus.topic;

import io.pepper.bus.FoundJob;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownStoredJobException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.web.read.QueueReads;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The payload of a stored job as a file, byte for byte: {@code
 * ?queue=…&topic=…&id=…&state=…&after=…}. Never shown by a browser, since it may be anything.
 */
@WebServlet("/job-payload")
public class PayloadDownload extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient QueueReads reads;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      TopicId topic = TopicId.of(request.getParameter("queue"), request.getParameter("topic"));
      JobId id = JobId.parse(text(request, "id").orElse(""));
      FoundJob found =
          reads.find(
              topic, id, text(request, "state").map(JobState::parse), text(request, "after"));
      byte[] payload = found.listed().job().payload();
      response.setContentType("application/octet-stream");
      response.setHeader("Content-Disposition", "attachment; filename=\"job-" + id + ".txt\"");
      response.setContentLength(payload.length);
      response.getOutputStream().write(payload);
    } catch (IllegalArgumentException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
    } catch (PermissionDeniedException e) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, e.getMessage());
    } catch (UnknownQueueException | UnknownTopicException | UnknownStoredJobException e) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND, e.getMessage());
    } catch (StoreUnavailableException e) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage());
    }
  }

  private static Optional<String> text(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(text -> !text.isEmpty());
  }
}
