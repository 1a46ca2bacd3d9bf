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
import java.time.Duration;
import java.util.Optional;

/** One stream of {@code keeper.Sync}; served by its own virtual thread. */
final class KeeperStream {
  /** A stream on which a client asks for nothing is not its only one; it stays open. */
  private static final Duration IDLE = Duration.ofHours(1);

  private final GrpcCall call;
  private final SyncProtocol protocol;
  private final CallerNetworks networks;
  private final SyncCaller caller;
  private boolean isAllowed;

  KeeperStream(GrpcCall call, SyncProtocol protocol, CallerNetworks networks) {
    this.call = call;
    this.protocol = protocol;
    this.networks = networks;
    this.caller = new SyncCaller("grpc", call.peer());
  }

  void serve() throws InterruptedException {
    Optional<byte[]> next = Optional.empty();
    while (next.isPresent() || !call.isHalfClosed()) {
      Optional<byte[]> request = next.isPresent() ? next : call.receive(IDLE);
      next = Optional.empty();
      if (request.isPresent()) {
        next = answer(event(request.get()));
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
  private Optional<byte[]> answer(ConfigEvent event) throws InterruptedException {
    try {
      NodeInfo info = NodeInfoJson.read(event.getData());
      if (!isAllowed) {
        networks.check(caller, info.domain());
        isAllowed = true;
      }
      return switch (event.getEventType()) {
        case CONFIG_EVENT_NONE -> poll(info);
        case CONFIG_EVENT_NODE_REGISTER -> send(protocol.register(info, caller));
        case CONFIG_EVENT_NODE_PROC ->
            send(protocol.report(info, caller, NodeInfoJson.process(event.getData())));
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

  private Optional<byte[]> poll(NodeInfo info) throws InterruptedException {
    try (SyncPoll poll = protocol.poll(info, caller, new CallDelivery(call))) {
      Optional<byte[]> next = Optional.empty();
      while (true) {
        Optional<SyncAnswer> answer = poll.answer(next.isPresent());
        if (answer.isPresent()) {
          send(answer.get());
        }
        if (poll.isOver() || call.isHalfClosed()) {
          return next;
        }
        next = call.receive(poll.left());
      }
    }
  }

  private Optional<byte[]> send(SyncAnswer answer) throws InterruptedException {
    call.send(AnswerMessage.of(answer));
    return Optional.empty();
  }

  private static GrpcException invalid(String message) {
    return new GrpcException(Code.INVALID_ARGUMENT, message);
  }
}
