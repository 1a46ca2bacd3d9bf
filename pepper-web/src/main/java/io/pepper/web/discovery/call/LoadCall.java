package io.pepper.web.discovery.call;

import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.load.Loads;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import java.io.IOException;

/**
 * The call {@code load}: an instance reports how busy it is. Notifies no poll. Not of the original.
 */
public final class LoadCall implements ApiCall {
  private final Loads loads;
  private final CallAuthorization authorization;

  public LoadCall(Loads loads, CallAuthorization authorization) {
    this.loads = loads;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    InstanceKey key = InstanceParameters.instance(exchange.parameters());
    authorization.checkWrite(exchange, key.app());
    try {
      loads.report(key, exchange.parameters().decimal("load"));
      exchange.send(EncodedReply.of(ReplyCode.OK));
    } catch (UnknownInstanceException e) {
      exchange.send(RenewCall.UNKNOWN);
    }
  }
}
