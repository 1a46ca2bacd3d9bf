package io.pepper.bridge;

import java.time.Duration;
import java.util.Set;

/**
 * The real server that an adapter is tested with, and what other programs do there by their own
 * means, without the adapter. A place is a name for a path of its own, letters and digits only.
 */
public interface ForeignStore extends AutoCloseable {
  /** Returns how long sessions of the adapter last without a sign of life: as short as may be. */
  Duration session();

  /** Returns a new adapter, as a node's bridge has one. */
  ForeignRegistry connect();

  /** Returns the mapping of a place to the environment {@code prod}. */
  EntryMapping mapping(String place);

  /** Registers a server, such as {@code tcp://10.0.0.1:8972}, as another program does. */
  void addServer(String place, String application, String address) throws Exception;

  void removeServer(String place, String application, String address) throws Exception;

  /** Returns the addresses that other programs find and may call. */
  Set<String> servers(String place, String application) throws Exception;

  /** Ends a session, as the server does when its time is over; does nothing if that was already. */
  void endSession(String session) throws Exception;

  /** Ends the server without a word. */
  void kill() throws Exception;

  /** Starts the server again, with its data. */
  void start() throws Exception;

  @Override
  void close() throws Exception;
}
