package io.pepper.web.faces;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The answers to pages that keep themselves fresh: only what has changed since the last one is
 * sent, or else 304. Each answer says when to ask again, in milliseconds: after 300 times the
 * processor time that this filter has measured. Before a request reaches it, the server has spent
 * about as much on its connection, its session and its caller, so that a page that is left open
 * takes less than one percent of a processor, as long as one answer takes less than 0.2 s within
 * this filter. While a person uses the page, its script asks every five seconds or more often.
 */
@WebFilter(urlPatterns = {"/", "*.xhtml"})
public class LivePartFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String AGAIN = "Pepper-Refresh";
  private static final int MIN_MILLIS = 2_000;
  private static final int MAX_MILLIS = 60_000;
  private static final int MAX_SHARE = 300;
  private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!ListQuery.isForPart(request)) {
      chain.doFilter(request, response);
      return;
    }
    long before = TIMES.getCurrentThreadCpuTime();
    KeptResponse kept = new KeptResponse(response);
    chain.doFilter(request, kept);
    byte[] part = kept.text().getBytes(UTF_8);
    long taken = (TIMES.getCurrentThreadCpuTime() - before) / 1_000_000;
    response.setIntHeader(AGAIN, (int) Math.clamp(taken * MAX_SHARE, MIN_MILLIS, MAX_MILLIS));
    String tag = tag(part);
    response.setHeader("ETag", tag);
    if (response.getStatus() == HttpServletResponse.SC_OK
        && tag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentLength(part.length);
    response.getOutputStream().write(part);
  }

  private static String tag(byte[] part) {
    CRC32C sum = new CRC32C();
    sum.update(part);
    return '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + "-" + part.length + '"';
  }
}
