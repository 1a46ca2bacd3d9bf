package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespListener;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

/**
 * The entrance of Redis commands into the application. The container activates it; the adapter then
 * calls the handler directly, because a container call per batch would cost a third of the
 * throughput (docs/adr/0002-resp-through-the-resource-adapter.md).
 */
@MessageDriven
public class RespFront implements RespListener {
  @Inject FrontHandler handler;

  @Override
  public RespHandler handler() {
    return handler;
  }
}
