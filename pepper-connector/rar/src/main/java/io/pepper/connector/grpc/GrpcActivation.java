package io.pepper.connector.grpc;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import io.pepper.connector.EndpointSpec;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;

/** How a message-driven bean asks for gRPC calls. */
@Activation(messageListeners = GrpcListener.class)
public class GrpcActivation extends EndpointSpec {
  @Override
  protected Endpoint open(MessageEndpointFactory factory) throws ResourceException {
    return GrpcEndpoint.open(factory, AdapterSettings.ofThisProcess());
  }
}
