package io.pepper.web.api.cron;

import io.pepper.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The original's call for the node to send jobs to. Nodes are equal here, so it answers with the
 * node that was asked.
 */
@WebServlet({"/Leader", "/leader"})
public class OriginalLeader extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Settings settings;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OriginalEnvelope.ok(response, settings.node());
  }
}
