package io.pepper.discovery.front.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.pepper.connector.grpc.GrpcCall;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcException.Code;
import io.pepper.connector.grpc.GrpcMethod;
import io.pepper.connector.grpc.GrpcService;
import io.pepper.discovery.Pollers;
import io.pepper.discovery.Registry;
import io.pepper.discovery.RegistryFullException;
import io.pepper.discovery.front.grpc.wire.DeregisterReq;
import io.pepper.discovery.front.grpc.wire.Instance;
import io.pepper.discovery.front.grpc.wire.KeepAliveReq;
import io.pepper.discovery.front.grpc.wire.PollsReq;
import io.pepper.discovery.front.grpc.wire.RegisterReq;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The service {@code keeper.Discovery}, with which gokeeper's clients register and poll
 * (docs/protocol.md, keeper.Discovery). The methods run on the calls' own virtual threads.
 */
@ApplicationScoped
class KeeperDiscovery implements GrpcService, Pollers {
  private static final String PREFIX = "keeper.Discovery/";
  private static final byte[] EMPTY = {};
  private static final Duration FIRST_REQUEST = Duration.ofSeconds(30);
  private static final int MAX_SERVICES = 1000;

  private final Registry registry;
  private final WireInstances instances;
  private final CallerCheck callerCheck;
  private final DeregisteredInstances deregistered;
  private final WireServices services = new WireServices();
  private final PollTimes times;
  private final Map<GrpcCall, Poller> waiting = new ConcurrentHashMap<>();

  /** Exists for the container's proxy only. */
  protected KeeperDiscovery() {
    registry = null;
    instances = null;
    callerCheck = null;
    deregistered = null;
    times = null;
  }

  @Inject
  KeeperDiscovery(Settings settings, Registry registry, Clock clock) {
    this(settings, registry, clock, PollTimes.from(clock));
  }

  KeeperDiscovery(Settings settings, Registry registry, Clock clock, PollTimes times) {
    this.registry = registry;
    this.times = times;
    instances = new WireInstances(settings.text("pepper.discovery.environment").orElse("prod"));
    callerCheck = new CallerCheck(settings, registry);
    deregistered = new DeregisteredInstances(clock);
  }

  @Override
  public Map<String, GrpcMethod> methods() {
    return Map.of(
        PREFIX + "Register",
        GrpcMethod.unary((call, request) -> {
          RegisterReq register = parsed(RegisterReq.parser(), request);
          return register(call, register.getInstance(), register.getLeaseSecond());
        }),
        PREFIX + "KeepAlive",
        GrpcMethod.unary((call, request) -> {
          KeepAliveReq keepAlive = parsed(KeepAliveReq.parser(), request);
          return keepAlive(call, keepAlive.getInstance(), keepAlive.getLeaseSecond());
        }),
        PREFIX + "Deregister",
        GrpcMethod.unary((call, request) ->
            deregister(call, parsed(DeregisterReq.parser(), request).getInstance())),
        PREFIX + "Polls",
        this::polls);
  }

  private byte[] register(GrpcCall call, Instance wire, long leaseSeconds) {
    return checked(() -> {
      Registration registration = instances.registration(wire, leaseSeconds);
      callerCheck.check(call, registration.key().app());
      deregistered.back(registration.key());
      registry.register(registration);
      leaveOtherZones(registration.key());
    });
  }

  /**
   * Finds the instance with an id. To gokeeper an id is one instance in whatever zone; here the
   * zone is part of its name.
   */
  private void leaveOtherZones(InstanceKey key) {
    registry.find(key.app()).stream()
        .flatMap(app -> app.instances())
        .filter(other -> other.registration().origin() == Origin.GRPC)
        .map(other -> other.key())
        .filter(other -> other.name().equals(key.name()) && !other.zone().equals(key.zone()))
        .forEach(registry::cancel);
  }

  private byte[] keepAlive(GrpcCall call, Instance wire, long leaseSeconds) {
    return checked(() -> {
      InstanceKey key = instances.key(wire);
      callerCheck.check(call, key.app());
      Duration lifetime = WireInstances.lifetime(leaseSeconds);
      if (!deregistered.isLate(key, wire.getRegTime(), lifetime) && registry.renew(key).isEmpty()) {
        registry.register(instances.registration(wire, leaseSeconds));
      }
    });
  }

  private byte[] deregister(GrpcCall call, Instance wire) {
    return checked(() -> {
      InstanceKey key = instances.key(wire);
      callerCheck.check(call, key.app());
      deregistered.left(key, wire.getRegTime(), lifetime(key));
      registry.cancel(key);
    });
  }

  private Duration lifetime(InstanceKey key) {
    return registry
        .find(key.app())
        .flatMap(app -> app.find(key))
        .map(instance -> instance.registration().lifetime())
        .orElse(Registration.DEFAULT_LIFETIME);
  }

  private void polls(GrpcCall call) throws InterruptedException {
    byte[] request =
        call.receive(FIRST_REQUEST).orElseThrow(() -> invalid("the stream began with no request"));
    PollsReq first = parsed(PollsReq.parser(), request);
    Map<AppKey, Long> known = new HashMap<>();
    checked(() -> {
      if (first.getPollServicesCount() == 0 || first.getPollServicesCount() > MAX_SERVICES) {
        throw invalid("poll_services must name 1 to " + MAX_SERVICES + " services");
      }
      first
          .getPollServicesMap()
          .forEach((name, version) -> known.put(instances.app(first.getEnv(), name), version));
      known.keySet().forEach(app -> callerCheck.check(call, app));
    });
    // Its clients do not say who they are.
    waiting.put(call, new Poller(call.peer(), List.copyOf(known.keySet())));
    try {
      new PollStream(call, registry, services, known, times).serve();
    } finally {
      waiting.remove(call);
    }
  }

  @Override
  public void forEach(Consumer<Poller> listener) {
    waiting.values().forEach(listener);
  }

  private static <T> T parsed(Parser<T> parser, byte[] request) {
    try {
      return parser.parseFrom(request);
    } catch (InvalidProtocolBufferException e) {
      throw invalid("the request is no message of this method, or it is cut short");
    }
  }

  private static byte[] checked(Runnable work) {
    try {
      work.run();
      return EMPTY;
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    } catch (RegistryFullException e) {
      throw new GrpcException(Code.RESOURCE_EXHAUSTED, e.getMessage());
    }
  }

  private static GrpcException invalid(String message) {
    return new GrpcException(Code.INVALID_ARGUMENT, message);
  }
}
