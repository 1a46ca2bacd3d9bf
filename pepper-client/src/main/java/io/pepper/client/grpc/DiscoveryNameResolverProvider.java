package io.pepper.client.grpc;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.pepper.client.Discovery;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Set;

/**
 * Resolves {@code discovery://default/<app>?zone=Z&cluster=c1&cluster=c2}: the {@code grpc}
 * addresses of the application's instances of that zone (unless said, the one of the discovery), or
 * of all zones if it has none there, and of these clusters only if there are any. Channels then
 * share their calls out by {@code metadata.weight}. Safe for any number of threads.
 *
 * <pre>{@code
 * NameResolverRegistry.getDefaultRegistry().register(new DiscoveryNameResolverProvider(discovery));
 * ManagedChannel channel = ManagedChannelBuilder.forTarget("discovery://default/shop.stock").usePlaintext().build();
 * }</pre>
 */
public final class DiscoveryNameResolverProvider extends NameResolverProvider {
  static final String SCHEME = "discovery";

  /** The priority of grpc-java's own providers: no other provider has this scheme. */
  private static final int PRIORITY = 5;

  private final Discovery discovery;

  /**
   * @param discovery stays the caller's to close, after the channels
   */
  public DiscoveryNameResolverProvider(Discovery discovery) {
    this.discovery = discovery;
  }

  /**
   * @throws IllegalArgumentException if the target has our scheme and names no application
   */
  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args args) {
    if (!SCHEME.equals(target.getScheme())) {
      return null;
    }
    return new DiscoveryNameResolver(Target.of(target, discovery.zone()), discovery, args);
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return PRIORITY;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }
}
