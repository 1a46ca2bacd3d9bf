package io.pepper.bus.front.resp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.bus.definition.FormSize;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespSession;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecTest {
  private static final long MAX_HELD = 1 << 20;

  private final Exec exec = new Exec();
  private final ClientState client = ClientState.of(session());
  private long held;

  @BeforeEach
  void prepare() {
    Clock clock = Clock.systemUTC();
    exec.executor = new CommandExecutor();
    exec.enqueuer =
        new Enqueuer(null, new JobIdGenerator(clock, 1), clock, FormSize.DEFAULT_MAX_BYTES, null);
  }

  @Test
  void aTransactionThatIsRefusedLeavesNameAndTrackingAsTheyWere() {
    client.name("before");
    QueuedCommands queued = begin(10);
    queued.add(client, registered(new Renaming()), command("CLIENT", "TRACKING", "ON"));
    queued.add(client, registered(new Full()), command("FULL", "x"));

    CommandReply answer = exec.execute(client, command("EXEC"));

    assertThat(answer.failure().orElseThrow()).startsWith("EXECABORT").contains("QUEUEFULL");
    assertThat(client.name()).isEqualTo("before");
    assertThat(client.tracking()).isEqualTo(Tracking.OFF);
    assertThat(held).isZero();
  }

  @Test
  void givesItsMemoryBackWhenItEndsAbnormally() {
    begin(10).add(client, registered(new OutOfMemory()), command("BAD"));
    assertThat(held).isPositive();

    assertThatThrownBy(() -> exec.execute(client, command("EXEC")))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(held).isZero();
  }

  @Test
  void countsTheJobsThatEveryTopicGets() {
    QueuedCommands queued = begin(10);
    String[] five = Collections.nCopies(6, "FULL").toArray(String[]::new);
    assertThat(queued.add(client, registered(new Full()), command(five)).failure()).isEmpty();

    CommandReply over = queued.add(client, registered(new Full()), command("FULL", "x"));

    assertThat(over.failure().orElseThrow()).contains("pepper.resp.transaction.max-jobs");
    assertThat(exec.execute(client, command("EXEC")).failure().orElseThrow())
        .isEqualTo("EXECABORT Transaction discarded because of previous errors.");
    assertThat(held).isZero();
  }

  @Test
  void takesTheMemoryOfTheJobsAsTheyAreStored() {
    begin(10).add(client, registered(new Full()), command("FULL", "x"));

    assertThat(held).isBetween(600L, 1000L);
  }

  @Test
  void doesNotTellToWaitForMemoryThatCanNeverBeThere() {
    String large = "x".repeat(400_000);

    CommandReply over = begin(10).add(client, registered(new Full()), command("FULL", large));

    assertThat(over.failure().orElseThrow())
        .contains("pepper.resp.buffer-bytes")
        .contains("push in smaller ones");
    assertThat(held).isZero();
  }

  /** For two topics. */
  private QueuedCommands begin(int jobs) {
    QueuedCommands queued =
        new QueuedCommands(client.session(), new TransactionLimits(10, jobs, MAX_HELD), () -> 2);
    client.begin(queued);
    return queued;
  }

  @CommandSpec(name = "CLIENT", login = false, summary = "As its own, without a login")
  private static final class NoLogin {}

  private static final class Full implements PushCommand {
    @Override
    public CommandReply execute(ClientState client, RespCommand command) {
      return CommandReply.error("QUEUEFULL as it may be");
    }

    @Override
    public int jobCount(RespCommand command) {
      return command.argumentCount();
    }

    @Override
    public Optional<String> objection(ClientState client, RespCommand command) {
      return Optional.empty();
    }
  }

  private static final class Renaming implements Command {
    @Override
    public CommandReply execute(ClientState client, RespCommand command) {
      client.name("after");
      client.tracking(client.tracking().changedBy(command));
      return CommandReply.OK;
    }
  }

  private static final class OutOfMemory implements Command {
    @Override
    public CommandReply execute(ClientState client, RespCommand command) {
      throw new OutOfMemoryError("as it may happen");
    }
  }

  private static RegisteredCommand registered(Command command) {
    return new RegisteredCommand(NoLogin.class.getAnnotation(CommandSpec.class), command);
  }

  private static RespCommand command(String... words) {
    return new RespCommand(
        Arrays.stream(words).map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new));
  }

  private RespSession session() {
    return (RespSession)
        Proxy.newProxyInstance(
            RespSession.class.getClassLoader(),
            new Class<?>[] {RespSession.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "hold" -> hold((long) arguments[0]);
                  case "release" -> hold(-(long) arguments[0]) ? null : null;
                  case "maxHeld" -> MAX_HELD;
                  default -> null;
                });
  }

  private boolean hold(long bytes) {
    held += bytes;
    return true;
  }
}
