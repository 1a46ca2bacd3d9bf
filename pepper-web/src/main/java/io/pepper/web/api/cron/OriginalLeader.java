package io.pepper.web.api.cron;

import io.pepper.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells callers of the original's API whom to send jobs to ({@code spec/peppercron.md} 8.2): nodes
 * are equal here, so it is the one that was asked.
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
