package io.pepper.connector.resp;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import io.pepper.connector.EndpointSpec;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;

/** How a message-driven bean asks for Redis commands. */
@Activation(messageListeners = RespListener.class)
public class RespActivation extends EndpointSpec {
  @Override
  protected Endpoint open(MessageEndpointFactory factory) throws ResourceException {
    return RespEndpoint.open(factory, AdapterSettings.ofThisProcess());
  }
}
