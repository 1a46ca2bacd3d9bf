package io.pepper.connector.grpc.server;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts so many connections at a time; further ones are closed at once, which clients retry. */
final class BoundedAcceptor extends NioServerSocketChannel {
  private final int max;
  private final AtomicInteger open = new AtomicInteger();

  BoundedAcceptor(int most) {
    this.max = most;
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int before = accepted.size();
    int read = super.doReadMessages(accepted);
    for (int i = accepted.size() - 1; i >= before; i--) {
      Channel connection = (Channel) accepted.get(i);
      if (open.incrementAndGet() > max) {
        open.decrementAndGet();
        accepted.remove(i);
        connection.unsafe().closeForcibly();
      } else {
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
      }
    }
    return read;
  }
}
