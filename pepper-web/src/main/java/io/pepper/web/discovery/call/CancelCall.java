package io.pepper.web.discovery.call;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import java.io.IOException;

/** The call {@code cancel}, which removes an instance. */
public final class CancelCall implements ApiCall {
  private static final EncodedReply DONE = EncodedReply.of(ReplyCode.OK);
  private static final EncodedReply UNKNOWN = EncodedReply.of(ReplyCode.NOT_FOUND);

  private final Registry registry;
  private final CallAuthorization authorization;

  public CancelCall(Registry registry, CallAuthorization authorization) {
    this.registry = registry;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    InstanceKey key = InstanceParameters.instance(exchange.parameters());
    authorization.checkWrite(exchange, key.app());
    exchange.send(registry.cancel(key) ? DONE : UNKNOWN);
  }
}
