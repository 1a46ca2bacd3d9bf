package io.pepper.connector.resp;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;

/** How a message-driven bean asks for Redis commands. It has no properties: settings decide. */
@Activation(messageListeners = RespListener.class)
public class RespActivation implements ActivationSpec {
  private ResourceAdapter adapter;

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
