package io.pepper.connector.resp.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import io.pepper.connector.EndpointSpec;
import io.pepper.connector.Protocol;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Optional;

/** The activation of the message-driven bean that answers Redis commands. */
@Activation(messageListeners = RespListener.class)
public class RespActivation extends EndpointSpec {
  static final Protocol<RespListener, RespHandler> PROTOCOL =
      new Protocol<>(
          "resp",
          "Redis clients",
          12017,
          RespListener.class,
          RespListener::handler,
          settings -> new RespServer(RespLimits.from(settings), RespEncryption.from(settings)));

  @Override
  protected Optional<Endpoint<?, ?>> open(MessageEndpointFactory factory) throws ResourceException {
    return Optional.of(Endpoint.open(factory, AdapterSettings.ofThisProcess(), PROTOCOL));
  }
}
