package io.pepper.discovery.health;

import io.pepper.discovery.instance.Check;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** A connection, which must come about. */
final class TcpProbe implements Probe {
  @Override
  public void run(ProbeTarget target, Check check) throws IOException {
    InetSocketAddress address = target.socketAddress();
    if (address.isUnresolved()) {
      throw new UnknownHostException("no address is known of " + target.host());
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) check.timeout().toMillis());
    }
  }
}
