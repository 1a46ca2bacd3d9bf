package io.pepper.bridge.rpcx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.util.List;
import java.util.Optional;

/** The etcd of rpcx as its programs write and read it: plain keys, no Pepper in between. */
final class RpcxStore implements AutoCloseable {
  private final Client client;

  RpcxStore(String url) {
    client = Client.builder().endpoints(url).build();
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, UTF_8);
  }

  long lease(long seconds) throws Exception {
    return client.getLeaseClient().grant(seconds).get().getID();
  }

  void revoke(long lease) throws Exception {
    client.getLeaseClient().revoke(lease).get();
  }

  void put(String key, String value, long lease) throws Exception {
    client
        .getKVClient()
        .put(bytes(key), bytes(value), PutOption.builder().withLeaseId(lease).build())
        .get();
  }

  void delete(String key) throws Exception {
    client.getKVClient().delete(bytes(key)).get();
  }

  Optional<KeyValue> get(String key) throws Exception {
    return client.getKVClient().get(bytes(key)).get().getKvs().stream().findFirst();
  }

  /** All keys that start with the prefix. */
  List<KeyValue> list(String prefix) throws Exception {
    return client
        .getKVClient()
        .get(bytes(prefix), GetOption.builder().isPrefix(true).build())
        .get()
        .getKvs();
  }

  /** The value; empty text if there is none. */
  String value(String key) throws Exception {
    return get(key).map(stored -> stored.getValue().toString(UTF_8)).orElse("");
  }

  @Override
  public void close() {
    client.close();
  }
}
