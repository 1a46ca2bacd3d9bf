package io.pepper.client;

/**
 * The place where services are found, and where they register. Made by {@link
 * ServerDiscovery#nodes} for Pepper's servers; {@link InProcessRegistry} and {@link FixedInstances}
 * need none, for tests and for systems without a registry. Safe for any number of threads.
 *
 * <pre>{@code
 * try (Discovery discovery = ServerDiscovery.nodes("http://10.0.0.1:8080", "http://10.0.0.2:8080")
 *         .environment("prod").zone("sh001").start();
 *     Registered me = discovery.register(Registration.of("shop.cart", "http://10.0.0.7:9000"))) {
 *   Application stock = discovery.watch("shop.stock");
 *   stock.await(Duration.ofSeconds(5));
 *   Caller caller = Caller.of(stock).selector(Selectors.weighted()).failMode(FailMode.failOver(2)).build();
 *   String answer = caller.call(instance -> fetch(instance.address("http").orElseThrow()));
 * }
 * }</pre>
 */
public interface Discovery extends AutoCloseable {
  /**
   * Registers an instance and keeps it registered. Waits a few seconds at most: if no server
   * answers by then it goes on trying in the background, see {@link Registered#isRegistered}.
   *
   * @throws RefusedException if the server holds that the request is wrong or not permitted
   * @throws IllegalStateException if this is closed, or has as many registrations as it may have
   */
  Registered register(Registration registration);

  /**
   * Watches an application and returns the live list of its instances that take traffic. Returns at
   * once; the list is empty until the first answer, see {@link Application#await}. All watchers of
   * an application share one object.
   *
   * @throws IllegalStateException if this is closed, or watches as many applications as it may
   */
  Application watch(String app);

  /** Stops watching, for all who do. The last list stays in the {@link Application}. */
  void unwatch(String app);

  /** Returns the zone that this process is in. */
  String zone();

  /** Ends everything, and removes the registrations that are left. */
  @Override
  void close();
}
