package io.pepper.bus.front.resp.push;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.Enqueuer.DelayedPayload;
import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.CommandRefusedException;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.PushCommand;
import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A push of delayed jobs; each score is the due time in unix milliseconds. */
@CommandSpec(
    name = "ZADD",
    min = 3,
    login = false,
    summary = "Accepts jobs that become ready later")
class ZAdd implements PushCommand {
  /** The year 2100: a time in seconds or microseconds is outside of the range and refused. */
  private static final double MAX_MILLIS = 4_102_444_800_000.0;

  private static final double MIN_MILLIS = 1_000_000_000_000.0;

  @Inject PushExecutor pushes;
  @Inject Enqueuer enqueuer;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    try {
      List<DelayedPayload> jobs = jobs(command);
      return pushes.push(
          client,
          command.text(0),
          (queue, traceId) -> client.jobs(enqueuer).acceptDelayed(queue, jobs, traceId),
          (push, replies) -> replies.integer(jobs.size()));
    } catch (CommandRefusedException e) {
      return CommandReply.error(e.getMessage());
    }
  }

  @Override
  public int jobCount(RespCommand command) {
    return (command.argumentCount() - 1) / 2;
  }

  @Override
  public Optional<String> objection(ClientState client, RespCommand command) {
    try {
      List<byte[]> payloads = jobs(command).stream().map(DelayedPayload::payload).toList();
      return pushes.objection(client, command.text(0), payloads);
    } catch (CommandRefusedException e) {
      return Optional.of(e.getMessage());
    }
  }

  private List<DelayedPayload> jobs(RespCommand command) {
    if (command.argumentCount() % 2 == 0) {
      throw new CommandRefusedException(
          "ERR ZADD takes pairs of due time and payload, and no options: ZADD queue"
              + " due-unix-milliseconds payload …");
    }
    List<DelayedPayload> jobs = new ArrayList<>();
    for (int i = 1; i < command.argumentCount(); i += 2) {
      Optional<Instant> due = due(command.text(i));
      if (due.isEmpty()) {
        throw new CommandRefusedException(
            "ERR '%s' is not a due time; it is unix time in milliseconds, as in %d"
                .formatted(command.text(i), enqueuer.now().toEpochMilli()));
      }
      jobs.add(new DelayedPayload(command.argument(i + 1), due.get()));
    }
    return jobs;
  }

  private static Optional<Instant> due(String text) {
    try {
      double millis = Double.parseDouble(text);
      return millis >= MIN_MILLIS && millis <= MAX_MILLIS
          ? Optional.of(Instant.ofEpochMilli((long) millis))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
