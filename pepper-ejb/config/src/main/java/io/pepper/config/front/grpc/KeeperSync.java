package io.pepper.config.front.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.front.grpc.wire.ConfigEvent;
import io.pepper.config.node.NodeInfo;
import io.pepper.config.sync.CallerNetworks;
import io.pepper.config.sync.CallerRefusedException;
import io.pepper.config.sync.SyncAnswer;
import io.pepper.config.sync.SyncCaller;
import io.pepper.config.sync.SyncPoll;
import io.pepper.config.sync.SyncProtocol;
import io.pepper.config.sync.TooManySubscribersException;
import io.pepper.connector.grpc.GrpcCall;
import io.pepper.connector.grpc.GrpcException;
import io.pepper.connector.grpc.GrpcException.Code;
import io.pepper.connector.grpc.GrpcMethod;
import io.pepper.connector.grpc.GrpcService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The service {@code keeper.Sync}: one answer for each request of a stream, in their order
 * (docs/protocol.md, keeper.Sync). Runs on the streams' own virtual threads.
 */
@ApplicationScoped
class KeeperSync implements GrpcService {
  /** A stream on which a client asks for nothing is not its only one; it stays open. */
  private static final Duration IDLE = Duration.ofHours(1);

  private final SyncProtocol protocol;
  private final CallerNetworks networks;

  /** Exists for the container's proxy only. */
  protected KeeperSync() {
    protocol = null;
    networks = null;
  }

  @Inject
  KeeperSync(SyncProtocol protocol, CallerNetworks networks) {
    this.protocol = protocol;
    this.networks = networks;
  }

  @Override
  public Map<String, GrpcMethod> methods() {
    return Map.of("keeper.Sync/Sync", this::serve);
  }

  private void serve(GrpcCall call) throws InterruptedException {
    SyncCaller caller = new SyncCaller("grpc", call.peer());
    Optional<byte[]> next = Optional.empty();
    while (next.isPresent() || !call.isHalfClosed()) {
      Optional<byte[]> request = next.isPresent() ? next : call.receive(IDLE);
      next = Optional.empty();
      if (request.isPresent()) {
        next = answer(call, caller, event(request.get()));
      }
    }
  }

  private static ConfigEvent event(byte[] request) {
    try {
      return ConfigEvent.parseFrom(request);
    } catch (InvalidProtocolBufferException e) {
      throw invalid("the request is no ConfigEvent, or it is cut short");
    }
  }

  /** Answers a request. Returns the one that came before its answer, if the client did not wait. */
  private Optional<byte[]> answer(GrpcCall call, SyncCaller caller, ConfigEvent event)
      throws InterruptedException {
    try {
      JsonObject data = NodeInfoJson.parse(event.getData());
      NodeInfo info = NodeInfoJson.read(data);
      networks.check(caller, info.domain());
      return switch (event.getEventType()) {
        case CONFIG_EVENT_NONE -> poll(call, caller, info);
        case CONFIG_EVENT_NODE_REGISTER -> send(call, protocol.register(info, caller));
        case CONFIG_EVENT_NODE_PROC ->
            send(call, protocol.report(info, caller, NodeInfoJson.process(data)));
        default -> throw invalid("a client sends no event of type " + event.getEventTypeValue());
      };
    } catch (UnknownConfigException e) {
      throw new GrpcException(Code.UNKNOWN, e.getMessage());
    } catch (CallerRefusedException e) {
      throw new GrpcException(Code.PERMISSION_DENIED, e.getMessage());
    } catch (TooManySubscribersException e) {
      throw new GrpcException(Code.RESOURCE_EXHAUSTED, e.getMessage());
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private Optional<byte[]> poll(GrpcCall call, SyncCaller caller, NodeInfo info)
      throws InterruptedException {
    try (SyncPoll poll = protocol.poll(info, caller, call::wake)) {
      Optional<byte[]> next = Optional.empty();
      while (true) {
        Optional<SyncAnswer> answer = poll.answer();
        if (answer.isPresent() || next.isPresent()) {
          send(call, answer.orElse(new SyncAnswer.Unchanged()));
          return next;
        }
        if (call.isHalfClosed()) {
          return Optional.empty();
        }
        next = call.receive(poll.left());
      }
    }
  }

  private static Optional<byte[]> send(GrpcCall call, SyncAnswer answer)
      throws InterruptedException {
    call.send(AnswerMessage.of(answer));
    return Optional.empty();
  }

  private static GrpcException invalid(String message) {
    return new GrpcException(Code.INVALID_ARGUMENT, message);
  }
}
