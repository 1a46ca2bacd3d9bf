package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

/**
 * Is refused: what a queue holds changes with every delivery, on any node, and no store tells
 * whether it has changed since. To accept the command would promise what {@code EXEC} cannot keep.
 */
@CommandSpec(name = "WATCH", min = 1, queued = false, summary = "Is refused, and says why")
class Watch implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return CommandReply.error(
        client.transaction() != null
            ? "ERR WATCH inside MULTI is not allowed"
            : "ERR WATCH is not available: queues change with every delivery, so nobody could"
                + " promise that EXEC finds them as they were; leave it out, and bound a queue by"
                + " its maxLength");
  }
}
