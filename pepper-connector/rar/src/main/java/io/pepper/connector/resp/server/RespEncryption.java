package io.pepper.connector.resp.server;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.pepper.connector.AdapterSettings;
import io.pepper.connector.Keystore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/** The TLS of accepted connections, or none. Safe for any number of threads. */
final class RespEncryption {
  private final Optional<SslContext> context;

  private RespEncryption(Optional<SslContext> context) {
    this.context = context;
  }

  static RespEncryption none() {
    return new RespEncryption(Optional.empty());
  }

  /**
   * Returns TLS with the key in {@code pepper.tls.keystore} (PKCS #12 or JKS), if that is set, or
   * none.
   *
   * @throws IllegalArgumentException naming the setting when the key cannot be read
   */
  static RespEncryption from(AdapterSettings settings) {
    return new RespEncryption(Keystore.from(settings).map(RespEncryption::context));
  }

  private static SslContext context(KeyManagerFactory keys) {
    try {
      return SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build();
    } catch (SSLException e) {
      throw new IllegalArgumentException(
          "the key in pepper.tls.keystore cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Puts TLS before what follows. The work of a handshake is done on a virtual thread; how long it
   * may take is the time for a login.
   */
  void addTo(SocketChannel channel, String thread) {
    if (context.isPresent()) {
      SslHandler tls =
          context
              .get()
              .newHandler(channel.alloc(), work -> Thread.ofVirtual().name(thread).start(work));
      tls.setHandshakeTimeoutMillis(0);
      channel.pipeline().addLast(tls);
    }
  }

  /** Sends nothing more: after what was written, the client learns that no more comes. */
  static void shutdownOutput(SocketChannel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    SslHandler tls = pipeline.get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(closed -> channel.shutdownOutput());
    }
  }
}
