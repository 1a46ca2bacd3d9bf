package io.pepper.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Optional;

/** The activation of a message-driven bean. It has no properties: settings decide. */
public abstract class EndpointSpec implements ActivationSpec {
  private ResourceAdapter adapter;

  /**
   * Begins to listen for the bean, on a container thread.
   *
   * @return empty if the settings say that nothing is to listen
   */
  protected abstract Optional<Endpoint<?, ?>> open(MessageEndpointFactory factory)
      throws ResourceException;

  @Override
  public void validate() {
    // Nothing to check: there are no properties.
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    this.adapter = adapter;
  }
}
