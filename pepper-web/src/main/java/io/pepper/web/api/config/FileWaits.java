package io.pepper.web.api.config;

import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import io.pepper.web.api.Problems;
import io.pepper.web.poll.Polls;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** The requests that wait for newer files. They hold no thread. */
@ApplicationScoped
class FileWaits {
  static final int MAX_SECONDS = 300;

  private static final String LIMIT = "pepper.config.waits";
  private static final int DEFAULT_WAITS = 20_000;

  /** The memory of a wait: nearly all is what the server keeps of a request that is under way. */
  private static final int BYTES_OF_A_WAIT = 20 * 1024;

  static final String FULL =
      "too many requests wait at this node; raise " + LIMIT + " or ask another node";

  @Inject private Settings settings;

  private Polls<FileWait, Response> polls;

  @PostConstruct
  void assemble() {
    StartFailure.guard(this::open);
  }

  private void open() {
    long fitting = Runtime.getRuntime().maxMemory() / 4 / BYTES_OF_A_WAIT;
    int usual = (int) Math.min(DEFAULT_WAITS, fitting);
    polls = new Polls<>(new FileNews(new Problems()), settings.integer(LIMIT, usual, 0, 1_000_000));
    polls.open();
  }

  void start(@Observes Startup event) {
    // Being created is enough: a wrong setting is then found at the start.
  }

  /** Returns whether no more requests should be parked. */
  boolean isFull() {
    return polls.isFull();
  }

  void park(FileWait wait, AsyncResponse response, Duration time) {
    polls.park(wait, new ParkedResponse(response), time);
  }

  @PreDestroy
  void close() {
    polls.close();
  }
}
