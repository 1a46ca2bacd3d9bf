package io.pepper.connector;

/** What the resource adapter offers to the parts that live as long as it. */
public interface AdapterLifetime {
  /** Runs the action when the adapter stops, on the container's thread; it must not block. */
  void onStop(Runnable action);
}
