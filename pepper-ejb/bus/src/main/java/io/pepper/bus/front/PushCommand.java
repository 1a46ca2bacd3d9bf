package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;
import java.util.Optional;

/**
 * A command that accepts jobs. What it accepts goes to {@link ClientState#jobs}, so that a
 * transaction can store the jobs of all its commands or none; its failures are {@link
 * CommandReply#failure}.
 */
interface PushCommand extends Command {
  /** How many jobs every topic gets from it; it has no {@link #objection}. */
  int jobCount(RespCommand command);

  /** Every such command says beforehand whether its jobs could be taken. */
  @Override
  Optional<String> objection(ClientState client, RespCommand command);
}
