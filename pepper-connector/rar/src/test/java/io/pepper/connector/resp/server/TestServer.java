package io.pepper.connector.resp.server;

import io.pepper.connector.AdapterSettings;
import io.pepper.connector.resp.RespHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** A server on a free port, closed at the end of the test. */
final class TestServer implements AutoCloseable {
  private final RespServer server;
  private final InetSocketAddress address;

  TestServer(RespHandler handler) throws IOException {
    this(handler, Map.of());
  }

  TestServer(RespHandler handler, Map<String, String> settings) throws IOException {
    server =
        new RespServer(
            TestLimits.with(settings),
            RespEncryption.from(new AdapterSettings(settings::get, name -> null)));
    address = new InetSocketAddress("127.0.0.1", server.bind("127.0.0.1", 0));
    server.serve(handler);
  }

  TestClient connect() throws IOException {
    return new TestClient(address);
  }

  int port() {
    return address.getPort();
  }

  RespServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }
}
