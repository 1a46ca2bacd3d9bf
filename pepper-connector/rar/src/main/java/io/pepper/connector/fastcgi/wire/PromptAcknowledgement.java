package io.pepper.connector.fastcgi.wire;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * The socket option that lets php-fpm send two things in a row without a pause. It leaves Nagle's
 * algorithm on, so that over TCP its second small write waits until the first is acknowledged,
 * which takes Linux 40 ms unless it is made to do so at once. Unix sockets have no such pause.
 */
public final class PromptAcknowledgement {
  private static final SocketOption<Boolean> OPTION = ExtendedSocketOptions.TCP_QUICKACK;

  private final SocketChannel tcp;
  private final boolean possible;

  private PromptAcknowledgement(SocketChannel tcp, boolean possible) {
    this.tcp = tcp;
    this.possible = possible;
  }

  public static PromptAcknowledgement of(SocketChannel channel) {
    boolean unix = !channel.supportedOptions().contains(java.net.StandardSocketOptions.TCP_NODELAY);
    boolean known = channel.supportedOptions().contains(OPTION);
    return new PromptAcknowledgement(unix || !known ? null : channel, unix || known);
  }

  /** Returns whether the server can answer twice in a row without a pause. */
  public boolean isPossible() {
    return possible;
  }

  /** Makes the system acknowledge what comes next at once. The system forgets it again. */
  public void request() {
    if (tcp == null) {
      return;
    }
    try {
      tcp.setOption(OPTION, true);
    } catch (IOException e) {
      // Without it the connection is ready 40 ms later; if it is broken, its next use tells.
      return;
    }
  }
}
