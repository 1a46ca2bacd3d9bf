package io.pepper.bus.front;

import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespListener;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

/**
 * Where Redis commands enter the application. The container activates it; the adapter then talks to
 * the handler directly, because a container call per batch would cost a third of the throughput
 * (docs/adr).
 */
@MessageDriven
public class RespFront implements RespListener {
  @Inject FrontHandler handler;

  @Override
  public RespHandler handler() {
    return handler;
  }
}
