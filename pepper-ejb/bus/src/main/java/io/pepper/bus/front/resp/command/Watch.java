package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.connector.resp.RespCommand;

/**
 * A refusal: the jobs of a queue change with every delivery, on any node, and no store reports
 * whether they have changed. Accepting it would promise what {@code EXEC} cannot keep.
 */
@CommandSpec(name = "WATCH", min = 1, queued = false, summary = "Is refused, and says why")
class Watch implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return CommandReply.error(
        client.isInTransaction()
            ? "ERR WATCH inside MULTI is not allowed"
            : "ERR WATCH is not available: queues change with every delivery, so nobody could"
                + " promise that EXEC finds them as they were; leave it out, and bound a queue by"
                + " its maxLength");
  }
}
