package io.pepper.web.faces.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.web.faces.cron.PrettyJson;
import io.pepper.web.read.QueueReads;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The definitions of the queues that the caller sees as a file, without passwords and with the
 * topics of its tags alone: {@code ?name=…&name=…}, or all. Made to be imported elsewhere.
 */
@WebServlet("/queue-export")
public class QueueExport extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient QueueReads queues;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] names = request.getParameterValues("name");
    Set<String> wanted = names == null ? Set.of() : new HashSet<>(List.of(names));
    JsonObjectBuilder all = Json.createObjectBuilder();
    queues.all().stream()
        .filter(queue -> wanted.isEmpty() || wanted.contains(queue.name().value()))
        .forEach(queue -> all.add(queue.name().value(), queues.document(queue)));
    response.setContentType("application/json");
    response.setCharacterEncoding(UTF_8.name());
    response.setHeader("Content-Disposition", "attachment; filename=\"pepper-queues.json\"");
    response
        .getWriter()
        .write(PrettyJson.of(Json.createObjectBuilder().add("queues", all).build()));
  }
}
