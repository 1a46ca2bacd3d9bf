package io.pepper.launcher.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The training run: every kind of work that a Pepper has, done in this process until the compiler
 * has seen enough of it. A part that fails is passed over, since a cache that knows less is still a
 * cache. Uses one thread; blocks until it is over, for the limit of each part at most
 * (docs/performance.md, "How the cache is made").
 */
public final class Training {
  private static final Logger LOG = System.getLogger(Training.class.getName());

  /** Some hundred calls are compiled at once, ten thousand by the compiler that optimises. */
  private static final int JOBS = 12_000;

  private static final int SINGLE_JOBS = 2_000;
  private static final int DELAYED_JOBS = 200;
  private static final int FAILING_JOBS = 200;
  private static final int RENEWALS = 2_000;
  private static final int PAGE_ROUNDS = 20;
  private static final int BURST = 16;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final int percent;
  private final String respAuthority;
  private final RestCaller rest;
  private final Visitor visitor;

  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Creates the training of a Pepper that is ready.
   *
   * @param http host and port of HTTP
   * @param resp host and port of RESP
   * @param password the password of user admin
   * @param percent how much of the work is done, 1 to 100; with less the compiler learns less
   */
  public Training(String http, String resp, String password, int percent) {
    this.percent = percent;
    this.respAuthority = resp;
    this.rest = new RestCaller(http, password);
    this.visitor = new Visitor(http, password);
  }

  /** Runs all parts, and logs how long each took. */
  public void run() throws InterruptedException {
    attempt("jobs", this::pushJobs);
    attempt("cron", this::runCronJobs);
    attempt("discovery", () -> new RegistryCaller(rest).run(part(RENEWALS)));
    attempt("pages", () -> visitor.run(part(PAGE_ROUNDS)));
  }

  private int part(int whole) {
    return Math.max(1, whole * percent / 100);
  }

  private void attempt(String name, Part part) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      part.run();
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      LOG.log(Level.INFO, "training: {0} took {1} ms", name, taken.toMillis());
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      LOG.log(Level.WARNING, "training: " + name + " ended early: " + e, e);
    }
  }

  private void pushJobs() throws IOException, InterruptedException {
    try (HttpConsumer http = new HttpConsumer();
        FastCgiConsumer fastCgi = new FastCgiConsumer();
        Producer producer = new Producer(respAuthority)) {
      String script = "{\"type\":\"fastcgi\",\"address\":\"%s\",\"script\":\"/t.php\"}";
      String php = script.formatted(fastCgi.address());
      String url = "{\"type\":\"http\",\"url\":\"" + http.url();
      define("php", php, "\"workers\":4");
      define("http", url + "\"}", "\"workers\":4");
      define("batch", php, "\"workers\":2,\"batch\":16");
      define("failing", url + "failing\"}", "\"retry\":{\"attempts\":2,\"initial\":\"PT0.1S\"}");
      for (String queue : new String[] {"http", "php"}) {
        producer.login(queue);
        producer.push(queue, part(SINGLE_JOBS), 1);
        producer.push(queue, part(JOBS), BURST);
        producer.delay(queue, part(DELAYED_JOBS));
      }
      producer.login("batch");
      producer.push("batch", part(JOBS), BURST);
      producer.login("failing");
      producer.push("failing", part(FAILING_JOBS), 1);
      http.await(part(SINGLE_JOBS) + part(JOBS) + part(DELAYED_JOBS) + part(FAILING_JOBS), LIMIT);
      fastCgi.await(part(SINGLE_JOBS) + part(JOBS) + part(DELAYED_JOBS), LIMIT);
    }
  }

  private void define(String queue, String delivery, String more)
      throws IOException, InterruptedException {
    String json = "{\"password\":\"training\",\"topics\":{\"jobs\":{\"delivery\":%s,%s}}}";
    rest.put("/api/v1/queues/" + queue, json.formatted(delivery, more));
  }

  private void runCronJobs() throws IOException, InterruptedException {
    try (HttpConsumer http = new HttpConsumer()) {
      String job =
          """
          {"schedule":"@every 1s","zone":"UTC","run":{"type":"http","url":"%s"}}
          """
              .formatted(http.url());
      rest.put("/api/v1/cron/jobs/training", job);
      http.await(5, LIMIT);
      rest.get("/api/v1/cron/jobs/training");
      rest.delete("/api/v1/cron/jobs/training");
    }
  }
}
