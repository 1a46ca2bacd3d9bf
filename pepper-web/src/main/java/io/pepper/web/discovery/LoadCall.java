package io.pepper.web.discovery;

import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.load.Loads;
import java.io.IOException;

/** An instance tells how busy it is; nobody is woken by that. Not of the original. */
final class LoadCall implements ApiCall {
  private final Loads loads;
  private final CallerGate gate;

  LoadCall(Loads loads, CallerGate gate) {
    this.loads = loads;
    this.gate = gate;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    InstanceKey key = InstanceParameters.instance(exchange.parameters());
    gate.checkWrite(exchange, key.app());
    try {
      loads.report(key, exchange.parameters().decimal("load"));
      exchange.send(EncodedReply.of(Code.OK));
    } catch (UnknownInstanceException e) {
      exchange.send(RenewCall.UNKNOWN);
    }
  }
}
