package io.pepper.connector.gorpc;

import java.util.Map;

/** The interface of a message-driven bean that receives gorpc calls from the resource adapter. */
public interface GorpcListener {
  /**
   * Returns the methods of all services. Called once when the endpoint is activated, on a thread of
   * the adapter.
   *
   * @return the methods by their full names, such as {@code Server.Sync}, for all connections until
   *     the endpoint is deactivated
   */
  Map<String, GorpcMethod> methods();
}
