package io.pepper.cron.run.runner;

import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.bus.UnknownQueueException;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.CannotRunException;
import io.pepper.cron.run.attempt.Execution;
import io.pepper.cron.run.attempt.RunAttempt;
import io.pepper.cron.run.attempt.StopSignal;
import io.pepper.cron.run.command.CommandRunner;
import io.pepper.cron.run.output.RunOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The runners of attempts on this node, one for each kind of target. Safe for any number of
 * threads.
 */
public final class Runners implements AutoCloseable {
  /** The commands that a node runs at once by default ({@code pepper.cron.commands}). */
  public static final int DEFAULT_COMMANDS = 256;

  private static final System.Logger LOG = System.getLogger(Runners.class.getName());

  private final CommandRunner commands;
  private final HttpRunner http = new HttpRunner();
  private final FastCgiRunner fastCgi;
  private final PushRunner push;
  private final Queues queues;

  /**
   * @param folder of this node's cron alone, created if missing: {@code running} in it holds a file
   *     for each command that runs, and commands that name no directory run in {@code work}
   * @param commands how many run at once, 1 or more; further ones wait, within their time limit
   * @throws UncheckedIOException if the folder cannot be made
   */
  public Runners(FastCgiClient client, Jobs bus, Queues queues, Path folder, int commands) {
    try {
      this.commands = new CommandRunner(folder, commands);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folders for runs in " + folder, e);
    }
    this.fastCgi = new FastCgiRunner(client);
    this.push = new PushRunner(bus);
    this.queues = queues;
  }

  /**
   * Ends the processes that commands left running when an earlier start of Pepper was killed; to be
   * called while this process holds the lock of the data folder, before anything runs. No other
   * process is hit: each one is known by the run and the start of Pepper in its environment.
   *
   * @param folder as the constructor gets it
   * @param grace between TERM and KILL; blocks for hardly longer
   * @return the runs that were still going on
   */
  public static List<RunId> endOrphans(Path folder, Duration grace) {
    return CommandRunner.endOrphans(folder, grace);
  }

  /** Returns whether this machine knows a user of this name. */
  public static boolean isUser(String name) {
    return CommandRunner.isUser(name);
  }

  /**
   * Runs one attempt to its end; blocks, so the caller is a virtual thread. Never throws for what
   * goes wrong with the target. An interrupt ends it as a forced stop does.
   *
   * @param timeout of the whole attempt, waiting for a permit included
   * @param grace of a process between TERM and KILL
   * @param output closed when this returns
   */
  public AttemptResult run(
      RunTarget target,
      RunAttempt attempt,
      Duration timeout,
      Duration grace,
      RunOutput output,
      StopSignal stop) {
    Execution run = new Execution(attempt, timeout, grace, output, stop);
    try {
      return stop.isRequested() ? run.stopped() : dispatch(target, run);
    } catch (CannotRunException e) {
      return AttemptResult.failed(e.getMessage());
    } catch (RuntimeException e) {
      // Edge: a defect of Pepper's ends as a failed attempt, so that the run ends as well.
      LOG.log(Level.ERROR, "run " + attempt.id() + " of job " + attempt.job(), e);
      return AttemptResult.failed(
          "an error in Pepper itself ended it; the log of this node has more at run "
              + attempt.id());
    } finally {
      output.close();
    }
  }

  /**
   * Checks what this node can know beforehand: whether program and directory are there, the user
   * can be used, the queue is defined.
   *
   * @return why the target cannot work here; empty if nothing speaks against it
   */
  public Optional<String> check(RunTarget target) {
    try {
      switch (target) {
        case RunTarget.CommandTarget command -> commands.check(command);
        case RunTarget.PushTarget job -> queues.get(job.queue());
        case RunTarget.HttpTarget request -> {}
        case RunTarget.FastCgiTarget script -> {}
      }
      return Optional.empty();
    } catch (CannotRunException | UnknownQueueException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Breaks requests off; commands that still run are left to their callers. */
  @Override
  public void close() {
    http.close();
    commands.close();
  }

  private AttemptResult dispatch(RunTarget target, Execution run) {
    return switch (target) {
      case RunTarget.CommandTarget command -> commands.run(command, run);
      case RunTarget.HttpTarget request -> http.run(request, run);
      case RunTarget.FastCgiTarget script -> fastCgi.run(script, run);
      case RunTarget.PushTarget job -> push.run(job, run);
    };
  }
}
