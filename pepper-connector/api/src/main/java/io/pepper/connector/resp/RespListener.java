package io.pepper.connector.resp;

/**
 * The interface of a message-driven bean that receives Redis commands from the resource adapter.
 */
public interface RespListener {
  /**
   * Returns the handler of commands. Called once when the endpoint is activated, on a container
   * thread.
   *
   * @return the handler for all connections until the endpoint is deactivated
   */
  RespHandler handler();
}
