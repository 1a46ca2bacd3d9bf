package io.pepper.connector.gorpc.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import io.pepper.connector.EndpointSpec;
import io.pepper.connector.Protocol;
import io.pepper.connector.gorpc.GorpcListener;
import io.pepper.connector.gorpc.GorpcMethod;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Map;
import java.util.Optional;

/**
 * The activation of the message-driven bean that answers gorpc calls. Nothing listens unless {@code
 * pepper.gorpc.port} is set.
 */
@Activation(messageListeners = GorpcListener.class)
public class GorpcActivation extends EndpointSpec {
  static final Protocol<GorpcListener, Map<String, GorpcMethod>> PROTOCOL =
      new Protocol<>(
          "gorpc",
          "gorpc clients",
          7000,
          GorpcListener.class,
          GorpcListener::methods,
          settings -> new GorpcServer(GorpcLimits.from(settings)));

  @Override
  protected Optional<Endpoint<?, ?>> open(MessageEndpointFactory factory) throws ResourceException {
    AdapterSettings settings = AdapterSettings.ofThisProcess();
    if (settings.text("pepper.gorpc.port", "").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Endpoint.open(factory, settings, PROTOCOL));
  }
}
