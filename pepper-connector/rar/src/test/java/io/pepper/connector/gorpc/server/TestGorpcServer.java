package io.pepper.connector.gorpc.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.gorpc.GorpcMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server on a free port and its clients, all closed at the end of the test. */
final class TestGorpcServer implements AutoCloseable {
  private final GorpcServer server;
  private final List<TestGorpcClient> clients = new ArrayList<>();
  private final int port;

  TestGorpcServer(Map<String, String> settings, Map<String, GorpcMethod> methods)
      throws IOException {
    Map<String, String> all = new HashMap<>(Map.of("pepper.gorpc.stop-seconds", "2"));
    all.putAll(settings);
    server = new GorpcServer(GorpcLimits.from(new AdapterSettings(all::get, name -> null)));
    port = server.bind("127.0.0.1", 0);
    server.serve(methods);
  }

  static TestGorpcServer serving(GorpcMethod method) throws IOException {
    return new TestGorpcServer(Map.of(), Map.of("Server.Sync", method));
  }

  int port() {
    return port;
  }

  int callCount() {
    return server.calls().count();
  }

  int connectionCount() {
    return server.connectionCount();
  }

  long requestBytes() {
    return server.requestBytes().used();
  }

  TestGorpcClient connect() throws IOException {
    TestGorpcClient client = new TestGorpcClient(port);
    clients.add(client);
    return client;
  }

  void stop() {
    server.close();
  }

  @Override
  public void close() {
    clients.forEach(TestGorpcClient::close);
    server.close();
  }
}
