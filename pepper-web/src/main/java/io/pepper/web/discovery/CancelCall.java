package io.pepper.web.discovery;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.InstanceKey;
import java.io.IOException;

/** Removes an instance. */
final class CancelCall implements ApiCall {
  private static final EncodedReply DONE = EncodedReply.of(Code.OK);
  private static final EncodedReply UNKNOWN = EncodedReply.of(Code.NOT_FOUND);

  private final Registry registry;
  private final CallerGate gate;

  CancelCall(Registry registry, CallerGate gate) {
    this.registry = registry;
    this.gate = gate;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    InstanceKey key = InstanceParameters.instance(exchange.parameters());
    gate.checkWrite(exchange, key.app());
    exchange.send(registry.cancel(key) ? DONE : UNKNOWN);
  }
}
