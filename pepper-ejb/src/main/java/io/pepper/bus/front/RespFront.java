package io.pepper.bus.front;

import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespListener;
import jakarta.ejb.MessageDriven;

/** Where Redis commands enter the application. */
@MessageDriven
public class RespFront implements RespListener {
  @Override
  public RespHandler handler() {
    return (session, batch, replies) ->
        batch.forEach(
            command -> replies.error("ERR unknown command '" + command.nameAsTyped() + "'"));
  }
}
