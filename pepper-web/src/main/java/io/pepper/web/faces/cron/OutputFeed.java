package io.pepper.web.faces.cron;

import io.pepper.cron.UnknownJobException;
import io.pepper.cron.UnknownRunException;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.output.OutputPart;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.read.CronReads;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The output of a run, for the page that shows it grow: {@code ?job=…&run=…&from=<bytes>}, answered
 * with the next part and the state of the run. Not a Faces request, since it comes each second and
 * output may hold what XML cannot.
 */
@WebServlet("/cron-output")
public class OutputFeed extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BYTES = 128 << 10;

  /** A part may end this much before its limit, so that no character is split. */
  private static final int MAX_CHARACTER_BYTES = 4;

  @Inject private transient CronReads runs;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    try {
      JobName job = new JobName(request.getParameter("job"));
      RunId id = new RunId(request.getParameter("run"));
      response.getWriter().write(part(job, id, from(request)).build().toString());
    } catch (IllegalArgumentException e) {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, e);
    } catch (UnknownJobException | UnknownRunException e) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND, e);
    } catch (PermissionDeniedException e) {
      refuse(response, HttpServletResponse.SC_FORBIDDEN, e);
    } catch (DatabaseUnavailableException e) {
      refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, e);
    }
  }

  private static long from(HttpServletRequest request) {
    String from = request.getParameter("from");
    return from == null ? 0 : Math.max(Long.parseLong(from), 0);
  }

  private JsonObjectBuilder part(JobName job, RunId id, long from) {
    Run run = runs.run(job, id);
    OutputPart part = runs.output(run, from, MAX_BYTES);
    boolean isLast = part.next() - from <= MAX_BYTES - MAX_CHARACTER_BYTES;
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("text", part.text())
            .add("next", part.next())
            .add("state", run.state().text())
            .add("style", RunRow.style(run.state()))
            .add("ended", run.ended().isPresent())
            .add("whole", run.ended().isPresent() && isLast);
    run.exitCode().ifPresent(exit -> json.add("exitCode", exit));
    return json;
  }

  /** Answers with the problem, without the container's error page, which is for people. */
  private static void refuse(HttpServletResponse response, int status, RuntimeException why)
      throws IOException {
    response.setStatus(status);
    response
        .getWriter()
        .write(Json.createObjectBuilder().add("problem", why.getMessage()).build().toString());
  }
}
