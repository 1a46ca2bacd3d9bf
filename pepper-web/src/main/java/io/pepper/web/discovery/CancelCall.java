package io.pepper.web.discovery;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.InstanceKey;
import java.io.IOException;

/** Removes an instance. */
final class CancelCall implements Call {
  private static final Reply DONE = Reply.of(Code.OK);
  private static final Reply UNKNOWN = Reply.of(Code.NOT_FOUND);

  private final Registry registry;
  private final Gate gate;

  CancelCall(Registry registry, Gate gate) {
    this.registry = registry;
    this.gate = gate;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    InstanceKey key = Keys.instance(exchange.parameters());
    gate.checkWrite(exchange, key.app());
    exchange.send(registry.cancel(key) ? DONE : UNKNOWN);
  }
}
