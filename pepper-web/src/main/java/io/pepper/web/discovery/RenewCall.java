package io.pepper.web.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import java.io.IOException;
import java.util.Optional;

/** A heartbeat. Its -404 is what makes clients register again (C16). */
final class RenewCall implements ApiCall {
  static final EncodedReply UNKNOWN =
      EncodedReply.of(Code.NOT_FOUND, ReplyEnvelope.of(Code.NOT_FOUND, bytes("null")));

  private final Registry registry;
  private final ApplicationJson json;
  private final CallerGate gate;

  RenewCall(Registry registry, ApplicationJson json, CallerGate gate) {
    this.registry = registry;
    this.json = json;
    this.gate = gate;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    InstanceKey key = InstanceParameters.instance(exchange.parameters());
    gate.checkWrite(exchange, key.app());
    Optional<Instance> renewed = registry.renew(key);
    exchange.send(renewed.map(this::reply).orElse(UNKNOWN));
  }

  private EncodedReply reply(Instance instance) {
    return EncodedReply.of(Code.OK, ReplyEnvelope.of(Code.OK, out -> json.instance(out, instance)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
