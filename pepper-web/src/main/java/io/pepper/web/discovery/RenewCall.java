package io.pepper.web.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import java.io.IOException;
import java.util.Optional;

/** A heartbeat. Its -404 is what makes clients register again (C16). */
final class RenewCall implements Call {
  static final Reply UNKNOWN = Reply.of(Code.NOT_FOUND, Envelope.of(Code.NOT_FOUND, bytes("null")));

  private final Registry registry;
  private final ApplicationJson json;
  private final Gate gate;

  RenewCall(Registry registry, ApplicationJson json, Gate gate) {
    this.registry = registry;
    this.json = json;
    this.gate = gate;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    InstanceKey key = Keys.instance(exchange.parameters());
    gate.checkWrite(exchange, key.app());
    Optional<Instance> renewed = registry.renew(key);
    exchange.send(renewed.map(this::reply).orElse(UNKNOWN));
  }

  private Reply reply(Instance instance) {
    return Reply.of(Code.OK, Envelope.of(Code.OK, out -> json.instance(out, instance)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
