package io.pepper.web.discovery.call;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Address;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.web.discovery.http.BadParameterException;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.FormParameters;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The call {@code register}, which creates or replaces an instance. */
public final class RegisterCall implements ApiCall {
  private static final EncodedReply DONE = EncodedReply.of(ReplyCode.OK);

  private final Registry registry;
  private final CallAuthorization authorization;
  private final Duration lifetime;

  /**
   * @param lifetime of an instance without heartbeats
   */
  public RegisterCall(Registry registry, CallAuthorization authorization, Duration lifetime) {
    this.registry = registry;
    this.authorization = authorization;
    this.lifetime = lifetime;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    Registration registration = registration(exchange.parameters(), lifetime);
    authorization.checkWrite(exchange, registration.key().app());
    registry.register(registration);
    exchange.send(DONE);
  }

  static Registration registration(FormParameters parameters, Duration lifetime) {
    InstanceKey key = InstanceParameters.instance(parameters);
    InstanceParameters.changeable(key.app());
    return new Registration(
        key,
        parameters.text("region"),
        key.name(),
        addresses(parameters),
        MetadataReader.read(parameters.text("metadata")),
        status(parameters.number("status")),
        parameters.text("version"),
        lifetime,
        Origin.HTTP);
  }

  /**
   * Returns the addresses: repeated values, or one value with commas as old clients send them.
   * These also send an empty value for an instance without an address; it may not be missing.
   */
  private static List<String> addresses(FormParameters parameters) {
    if (!parameters.has("addrs")) {
      throw new BadParameterException(
          "addrs needs at least one address such as grpc://10.0.0.7:9000, or an empty value for none");
    }
    List<String> addresses = new ArrayList<>();
    for (String value : parameters.list("addrs")) {
      for (String address : Address.split(value)) {
        addresses.add(Address.checked(address));
      }
    }
    return addresses;
  }

  private static Status status(long number) {
    if (number != 1 && number != 2) {
      throw new BadParameterException("status must be 1 (UP) or 2 (WAITING)");
    }
    return number == 1 ? Status.UP : Status.WAITING;
  }
}
