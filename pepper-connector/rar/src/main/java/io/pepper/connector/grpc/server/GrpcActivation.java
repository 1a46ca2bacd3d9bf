package io.pepper.connector.grpc.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Endpoint;
import io.pepper.connector.EndpointSpec;
import io.pepper.connector.Protocol;
import io.pepper.connector.grpc.GrpcListener;
import io.pepper.connector.grpc.GrpcMethod;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Map;
import java.util.Optional;

/** The activation of the message-driven bean that answers gRPC calls. */
@Activation(messageListeners = GrpcListener.class)
public class GrpcActivation extends EndpointSpec {
  static final Protocol<GrpcListener, Map<String, GrpcMethod>> PROTOCOL =
      new Protocol<>(
          "grpc",
          "gRPC clients",
          7001,
          GrpcListener.class,
          GrpcListener::methods,
          settings -> new GrpcServer(GrpcLimits.from(settings), GrpcEncryption.from(settings)));

  @Override
  protected Optional<Endpoint<?, ?>> open(MessageEndpointFactory factory) throws ResourceException {
    return Optional.of(Endpoint.open(factory, AdapterSettings.ofThisProcess(), PROTOCOL));
  }
}
