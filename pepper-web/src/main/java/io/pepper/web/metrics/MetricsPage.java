package io.pepper.web.metrics;

import io.pepper.discovery.DiscoveryOverview;
import io.pepper.web.discovery.PollSubscribers;
import io.pepper.web.read.CronReads;
import io.pepper.web.read.QueueReads;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The answer to a scrape. The server has a servlet of its own at {@code /metrics/*} in every
 * application at the root; an exact path goes before a pattern, so this one is asked (ADR 42).
 */
@WebServlet("/metrics")
public class MetricsPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
  private final transient ExpositionFormatWriter prometheus = PrometheusTextFormatWriter.create();

  @Inject private transient QueueReads queues;
  @Inject private transient CronReads cron;
  @Inject private transient DiscoveryOverview discovery;
  @Inject private transient PollSubscribers audience;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Families families = new Families();
    new BusMetrics(families).add(queues.metrics());
    new CronMetrics(families).add(cron.metrics());
    new DiscoveryMetrics(families).add(discovery.now(), audience.size());
    new MachineMetrics(families).add();
    boolean isOpen = openMetrics.accepts(request.getHeader("Accept"));
    ExpositionFormatWriter writer = isOpen ? openMetrics : prometheus;
    ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
    writer.write(text, families.build());
    response.setContentType(writer.getContentType());
    response.getOutputStream().write(text.toByteArray());
  }
}
