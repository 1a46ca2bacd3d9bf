package io.pepper.connector;

/** The part of the resource adapter that everything sees which lives as long as it. */
public interface AdapterLifetime {
  /** Runs the action when the adapter stops, on the container's thread; it must not block. */
  void onStop(Runnable action);
}
