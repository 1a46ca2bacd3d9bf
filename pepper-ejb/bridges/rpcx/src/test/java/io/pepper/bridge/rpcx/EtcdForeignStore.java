package io.pepper.bridge.rpcx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Status;
import io.pepper.bridge.EntryMapping;
import io.pepper.bridge.ForeignRegistry;
import io.pepper.bridge.ForeignStore;
import io.pepper.fixtures.EtcdServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** An etcd, and rpcx's programs there, by the keys that they were seen to use. */
final class EtcdForeignStore implements ForeignStore {
  private final EtcdServer etcd = new EtcdServer().start();
  private final RpcxStore rpcx = new RpcxStore(etcd.url());

  private static String base(String place) {
    return "/" + place;
  }

  private static String leaf(String place, String application, String address) {
    return base(place) + "/" + application + "/" + address.replace("://", "@");
  }

  @Override
  public Duration session() {
    return Duration.ofSeconds(2);
  }

  @Override
  public ForeignRegistry connect() {
    return new EtcdRegistry(List.of(etcd.url()), session());
  }

  @Override
  public EntryMapping mapping(String place) {
    RpcxSettings settings =
        new RpcxSettings(
            Map.of(base(place), "prod"),
            List.of(etcd.url()),
            Set.of("rpcx", "tcp"),
            "rpcx",
            "pepper",
            Duration.ofSeconds(2),
            session());
    return new RpcxMapping(base(place), "prod", settings);
  }

  @Override
  public void addServer(String place, String application, String address) throws Exception {
    rpcx.put(leaf(place, application, address), "calls=1.00", 0);
  }

  @Override
  public void removeServer(String place, String application, String address) throws Exception {
    rpcx.delete(leaf(place, application, address));
  }

  @Override
  public Set<String> servers(String place, String application) throws Exception {
    String service = base(place) + "/" + application + "/";
    return rpcx.list(service).stream()
        .map(stored -> stored.getKey().toString(UTF_8).substring(service.length()))
        .map(name -> name.replace("@", "://"))
        .collect(Collectors.toSet());
  }

  @Override
  public void endSession(String session) throws Exception {
    try {
      rpcx.revoke(Long.parseLong(session));
    } catch (ExecutionException e) {
      if (Status.fromThrowable(e).getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public void kill() {
    etcd.kill();
  }

  @Override
  public void start() {
    etcd.start();
  }

  @Override
  public void close() {
    rpcx.close();
    etcd.close();
  }
}
