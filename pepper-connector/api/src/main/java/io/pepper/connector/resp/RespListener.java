package io.pepper.connector.resp;

/** What a message-driven bean implements to receive Redis commands from the resource adapter. */
public interface RespListener {
  /**
   * Called once when the endpoint is activated, on a container thread.
   *
   * @return the handler for all connections until the endpoint is deactivated
   */
  RespHandler handler();
}
