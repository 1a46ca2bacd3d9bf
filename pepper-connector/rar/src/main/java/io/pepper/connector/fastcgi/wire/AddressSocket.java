package io.pepper.connector.fastcgi.wire;

import io.pepper.connector.fastcgi.FastCgiAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** Sockets of both kinds of addresses. */
public final class AddressSocket {
  private AddressSocket() {}

  /** Returns a channel that is not connected. */
  public static SocketChannel open(FastCgiAddress address) throws IOException {
    return address.isUnix()
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  /** Blocks until connected. */
  public static void connect(SocketChannel channel, FastCgiAddress address) throws IOException {
    channel.connect(target(address));
    if (!address.isUnix()) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  private static SocketAddress target(FastCgiAddress address) {
    return address.isUnix()
        ? UnixDomainSocketAddress.of(address.path())
        : new InetSocketAddress(address.host(), address.port());
  }
}
