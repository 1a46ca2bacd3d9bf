package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import java.util.Optional;

/**
 * A command that pushes jobs. Its jobs go to {@link ClientState#jobs}, so that a transaction can
 * store the jobs of all its commands or none; its failures are {@link CommandReply#failure}.
 */
public interface PushCommand extends Command {
  /** Returns how many jobs each topic gets from a command that has no {@link #objection}. */
  int jobCount(RespCommand command);

  /** Checks whether the jobs can be accepted; every push command has to. */
  @Override
  Optional<String> objection(ClientState client, RespCommand command);
}
