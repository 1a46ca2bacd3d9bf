package io.pepper.web.api.cron;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.JobInUseException;
import io.pepper.cron.definition.JobName;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.settings.Settings;
import io.pepper.web.api.JsonBodyReader;
import io.pepper.web.api.Refusal;
import io.pepper.web.change.CronChanges;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/**
 * The original's API for cron jobs: {@code POST /v1/jobs} creates or replaces, {@code DELETE
 * /v1/jobs/<name>} removes. How it differs is in {@code docs/compatibility.md}.
 */
@WebServlet("/v1/*")
public class OriginalJobs extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(OriginalJobs.class.getName());
  private static final String JOBS = "/jobs";

  @Inject private transient CronChanges changes;
  @Inject private transient Settings settings;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    boolean defines = request.getMethod().equals("POST") && path.equals(JOBS);
    boolean removes = request.getMethod().equals("DELETE") && path.startsWith(JOBS + "/");
    if (!defines && !removes) {
      OriginalEnvelope.error(
          response, 404, "there is POST /v1/jobs, DELETE /v1/jobs/<name> and GET /Leader here");
    } else if (defines) {
      answer(response, () -> define(request));
    } else {
      answer(response, () -> remove(path.substring(JOBS.length() + 1)));
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void answer(HttpServletResponse response, Work work) throws IOException {
    try {
      work.run();
      OriginalEnvelope.ok(response);
    } catch (PermissionDeniedException e) {
      OriginalEnvelope.error(response, 403, e.getMessage());
    } catch (InvalidDefinitionException | JobInUseException e) {
      OriginalEnvelope.error(response, 400, e.getMessage());
    } catch (Refusal e) {
      OriginalEnvelope.error(response, 400, e.detail());
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.WARNING, "a call was answered with 500: {0}", e.getMessage());
      OriginalEnvelope.error(response, 500, e.getMessage());
    } catch (RuntimeException e) {
      // Edge: a defect is answered in the original's envelope, and not by the server's page.
      String reference = UUID.randomUUID().toString();
      LOG.log(Level.ERROR, "a call failed; reference " + reference, e);
      OriginalEnvelope.error(
          response,
          500,
          "this should not have happened; the server's log has it under " + reference);
    }
  }

  private void define(HttpServletRequest request) throws IOException {
    byte[] body = JsonBodyReader.read(request.getInputStream(), settings);
    JsonObject document = JsonBodyReader.parse(body);
    changes.defineOriginal(new Fields(document).required("name", JobName::new), document);
  }

  /** Removes the job of that name. A text that is no name names no job, so nothing is removed. */
  private void remove(String text) {
    name(text).ifPresent(changes::remove);
  }

  private static Optional<JobName> name(String text) {
    try {
      return Optional.of(new JobName(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
