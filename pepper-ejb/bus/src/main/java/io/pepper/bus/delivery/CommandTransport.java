package io.pepper.bus.delivery;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.process.ProcessFailure;
import io.pepper.process.ProcessTree;
import io.pepper.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The transport to a program: a process for each job, with the payload on standard input; exit
 * status 0 is success. The process leads a session of its own, so that the timeout ends its
 * children, too.
 */
final class CommandTransport implements DeliveryTransport {
  private final List<String> command;

  CommandTransport(DeliveryMethod.LocalCommand target) {
    this.command = target.command();
  }

  @Override
  public int maxBatch() {
    return 1;
  }

  @Override
  public ConsumerResponse deliver(
      DeliveryRequest request, Duration timeout, DeliveryProgress progress) {
    progress.requestStarted();
    long start = System.nanoTime();
    Optional<String> program = program();
    if (program.isEmpty()) {
      return ConsumerResponse.none(DeliveryResult.RETURNED, missing(), "", since(start));
    }
    try {
      return run(start(program.get(), request), request.jobs().getFirst(), timeout, start);
    } catch (IOException e) {
      return ConsumerResponse.none(
          DeliveryResult.RETURNED,
          "cannot start the command: " + ProcessFailure.words(e),
          "",
          since(start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ConsumerResponse.none(
          DeliveryResult.FAILED, "interrupted, Pepper stops", "", since(start));
    }
  }

  /** Checks that the program exists. */
  @Override
  public ConsumerResponse ping(TopicId topic, Duration timeout) {
    return program().isPresent()
        ? ConsumerResponse.none(DeliveryResult.SUCCEEDED, "", "", Duration.ZERO)
        : ConsumerResponse.none(DeliveryResult.RETURNED, missing(), "", Duration.ZERO);
  }

  private Process start(String program, DeliveryRequest request) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.set(0, program);
    ProcessBuilder builder = new ProcessBuilder(ProcessTree.inOwnSession(line));
    Map<String, String> environment = builder.environment();
    // Settings of Pepper, some of them passwords, are kept from the job's program.
    environment.keySet().removeIf(name -> name.startsWith("PEPPER_"));
    environment.putAll(
        Map.of(
            "PEPPER_QUEUE", request.topic().queue().value(),
            "PEPPER_TOPIC", request.topic().topic().value(),
            "PEPPER_JOB_ID", request.ids(),
            "PEPPER_ATTEMPT", Integer.toString(request.attempt()),
            "TRACEPARENT", request.traceparent()));
    return builder.start();
  }

  private static ConsumerResponse run(Process process, Job job, Duration timeout, long start)
      throws InterruptedException {
    ProcessOutput output = ProcessOutput.feed(process, job.payload());
    boolean ended = false;
    try {
      ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        ProcessTree.of(process, List.of()).kill();
      }
    }
    String stderr = output.stderr();
    if (!ended) {
      String error = "the command ran longer than " + timeout.toMillis() + " ms and was killed";
      return ConsumerResponse.none(DeliveryResult.FAILED, error, stderr, since(start));
    }
    return response(process.exitValue(), output.stdout(), stderr, since(start));
  }

  private static ConsumerResponse response(
      int exit, byte[] body, String stderr, Duration duration) {
    String error =
        exit == 0 ? "" : "the command exited with status " + exit + ReceivedResponse.stderr(stderr);
    DeliveryResult result = exit == 0 ? DeliveryResult.SUCCEEDED : DeliveryResult.FAILED;
    return new ConsumerResponse(
        result,
        Integer.toString(exit),
        "",
        "",
        ConsumerResponse.NO_HEADERS,
        body,
        stderr,
        error,
        duration,
        List.of());
  }

  private Optional<String> program() {
    return Programs.find(command.getFirst()).map(Path::toString);
  }

  private String missing() {
    return "'" + command.getFirst() + "' is not an executable program on this node";
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
