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
 * Starts a process for each job: the payload on standard input, exit status 0 is success. The
 * process leads a session of its own, so that the time limit ends its children too.
 */
final class CommandTransport implements DeliveryTransport {
  private final List<String> command;

  CommandTransport(DeliveryMethod.Command target) {
    this.command = target.command();
  }

  @Override
  public int batchLimit() {
    return 1;
  }

  @Override
  public ConsumerResponse deliver(
      DeliveryRequest parcel, Duration limit, DeliveryProgress progress) {
    progress.requestStarted();
    long start = System.nanoTime();
    Optional<String> program = program();
    if (program.isEmpty()) {
      return ConsumerResponse.none(DeliveryResult.RETURNED, missing(), "", since(start));
    }
    try {
      return run(start(program.get(), parcel), parcel.jobs().getFirst(), limit, start);
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

  /** There is nobody to ask: the program has to exist. */
  @Override
  public ConsumerResponse ping(TopicId topic, Duration limit) {
    return program().isPresent()
        ? ConsumerResponse.none(DeliveryResult.SUCCEEDED, "", "", Duration.ZERO)
        : ConsumerResponse.none(DeliveryResult.RETURNED, missing(), "", Duration.ZERO);
  }

  private Process start(String program, DeliveryRequest parcel) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.set(0, program);
    ProcessBuilder builder = new ProcessBuilder(ProcessTree.inOwnSession(line));
    Map<String, String> environment = builder.environment();
    // Settings of Pepper, some of them passwords: no business of a job's program.
    environment.keySet().removeIf(name -> name.startsWith("PEPPER_"));
    environment.putAll(
        Map.of(
            "PEPPER_QUEUE", parcel.topic().queue().value(),
            "PEPPER_TOPIC", parcel.topic().topic().value(),
            "PEPPER_JOB_ID", parcel.ids(),
            "PEPPER_ATTEMPT", Integer.toString(parcel.attempt()),
            "TRACEPARENT", parcel.traceparent()));
    return builder.start();
  }

  private static ConsumerResponse run(Process process, Job job, Duration limit, long start)
      throws InterruptedException {
    ProcessOutput output = ProcessOutput.feed(process, job.payload());
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        ProcessTree.of(process, List.of()).kill();
      }
    }
    String stderr = output.stderr();
    if (!ended) {
      String error = "the command ran longer than " + limit.toMillis() + " ms and was killed";
      return ConsumerResponse.none(DeliveryResult.FAILED, error, stderr, since(start));
    }
    return answer(process.exitValue(), output.stdout(), stderr, since(start));
  }

  private static ConsumerResponse answer(int exit, byte[] body, String stderr, Duration duration) {
    String error =
        exit == 0 ? "" : "the command exited with status " + exit + ReceivedResponse.stderr(stderr);
    DeliveryResult verdict = exit == 0 ? DeliveryResult.SUCCEEDED : DeliveryResult.FAILED;
    return new ConsumerResponse(
        verdict, Integer.toString(exit), "", "", body, stderr, error, duration, List.of());
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
