package io.pepper.web.discovery.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import io.pepper.web.discovery.http.ReplyEnvelope;
import io.pepper.web.discovery.json.ApplicationJson;
import java.io.IOException;
import java.util.Optional;

/**
 * The call {@code renew}: a heartbeat. Its -404 is what makes clients register again
 * (docs/compatibility.md, What clients of bilibili/discovery need).
 */
public final class RenewCall implements ApiCall {
  static final EncodedReply UNKNOWN =
      EncodedReply.of(ReplyCode.NOT_FOUND, ReplyEnvelope.of(ReplyCode.NOT_FOUND, bytes("null")));

  private final Registry registry;
  private final ApplicationJson json;
  private final CallAuthorization authorization;

  public RenewCall(Registry registry, ApplicationJson json, CallAuthorization authorization) {
    this.registry = registry;
    this.json = json;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    InstanceKey key = InstanceParameters.instance(exchange.parameters());
    authorization.checkWrite(exchange, key.app());
    Optional<Instance> renewed = registry.renew(key);
    exchange.send(renewed.map(this::reply).orElse(UNKNOWN));
  }

  private EncodedReply reply(Instance instance) {
    return EncodedReply.of(
        ReplyCode.OK, ReplyEnvelope.of(ReplyCode.OK, out -> json.instance(out, instance)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
