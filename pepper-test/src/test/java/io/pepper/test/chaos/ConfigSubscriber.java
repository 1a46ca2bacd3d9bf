package io.pepper.test.chaos;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.pepper.config.front.grpc.wire.ConfigEvent;
import io.pepper.config.front.grpc.wire.ConfigEventType;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A node that receives configuration as gokeeper's Go client does: one request, one answer, without
 * a time limit of its own; the next server after an error, registered anew only when it is asked
 * to. Runs on a thread of its own until interrupted.
 */
final class ConfigSubscriber implements Runnable {
  /** Longer than a server holds a request. */
  private static final int MAX_WAIT_SECONDS = 90;

  private static final MethodDescriptor<ConfigEvent, ConfigEvent> SYNC =
      MethodDescriptor.<ConfigEvent, ConfigEvent>newBuilder()
          .setType(MethodType.BIDI_STREAMING)
          .setFullMethodName("keeper.Sync/Sync")
          .setRequestMarshaller(ProtoUtils.marshaller(ConfigEvent.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(ConfigEvent.getDefaultInstance()))
          .build();

  private final List<Channel> servers;
  private final String domain;
  private final String id;
  private final List<String> subscriptions;
  private int server;
  private volatile ReceivedConfig received = ReceivedConfig.NONE;
  private volatile Optional<String> torn = Optional.empty();

  /**
   * @param first server it turns to
   */
  ConfigSubscriber(
      List<Channel> servers, String domain, String id, List<String> subscriptions, int first) {
    this.servers = servers;
    this.domain = domain;
    this.id = id;
    this.subscriptions = subscriptions;
    this.server = first;
  }

  String id() {
    return id;
  }

  ReceivedConfig received() {
    return received;
  }

  /** A configuration that no publish has made: the counters of both files differ. */
  Optional<String> torn() {
    return torn;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        converse();
        server = (server + 1) % servers.size();
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void converse() throws InterruptedException {
    Answers answers = new Answers();
    StreamObserver<ConfigEvent> requests =
        ClientCalls.asyncBidiStreamingCall(
            servers.get(server).newCall(SYNC, CallOptions.DEFAULT), answers);
    ConfigEventType next =
        received.version() == 0
            ? ConfigEventType.CONFIG_EVENT_NODE_REGISTER
            : ConfigEventType.CONFIG_EVENT_NONE;
    while (true) {
      requests.onNext(ConfigEvent.newBuilder().setEventType(next).setData(describe()).build());
      Optional<ConfigEvent> answer = answers.next();
      if (answer.isEmpty()) {
        return;
      }
      next = ConfigEventType.CONFIG_EVENT_NONE;
      switch (answer.get().getEventType()) {
        case CONFIG_EVENT_NODE_REGISTER -> next = ConfigEventType.CONFIG_EVENT_NODE_REGISTER;
        case CONFIG_EVENT_NODE_CONF_CHANGED -> take(answer.get().getData());
        default -> {
          // Nothing new.
        }
      }
    }
  }

  private String describe() {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("domain", domain)
        .add("hostname", "chaos")
        .add("start_time", 1)
        .add("raw_subscription", Json.createArrayBuilder(subscriptions))
        .add("version", received.version())
        .build()
        .toString();
  }

  private void take(String data) {
    if (data.equals("null")) {
      return;
    }
    Map<String, String> values = new HashMap<>();
    long version = 0;
    try (JsonReader reader = Json.createReader(new StringReader(data))) {
      JsonArray structs = reader.readArray();
      for (JsonObject struct : structs.getValuesAs(JsonObject.class)) {
        version = struct.getJsonNumber("version").longValueExact();
        JsonObject keys = struct.getJsonObject("data");
        for (String key : keys.keySet()) {
          values.put(
              struct.getString("name") + "." + key, keys.getJsonObject(key).getString("raw_value"));
        }
      }
    }
    received = new ReceivedConfig(version, values);
    if (received.isTorn()) {
      torn = Optional.of(id + " has " + data);
    }
  }

  private static final class Answers implements StreamObserver<ConfigEvent> {
    private final BlockingQueue<Optional<ConfigEvent>> answers = new LinkedBlockingQueue<>();

    /** Empty when the stream is over. */
    Optional<ConfigEvent> next() throws InterruptedException {
      Optional<ConfigEvent> answer = answers.poll(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
      return answer == null ? Optional.empty() : answer;
    }

    @Override
    public void onNext(ConfigEvent answer) {
      answers.add(Optional.of(answer));
    }

    @Override
    public void onError(Throwable error) {
      answers.add(Optional.empty());
    }

    @Override
    public void onCompleted() {
      answers.add(Optional.empty());
    }
  }
}
