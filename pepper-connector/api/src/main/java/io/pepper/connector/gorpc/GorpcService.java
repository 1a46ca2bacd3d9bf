package io.pepper.connector.gorpc;

import java.util.Map;

/** The methods of one gorpc service. */
public interface GorpcService {
  /** Returns the methods by their full names, such as {@code Server.Sync}. */
  Map<String, GorpcMethod> methods();
}
