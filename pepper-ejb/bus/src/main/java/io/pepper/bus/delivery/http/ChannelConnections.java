package io.pepper.bus.delivery.http;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * The connections of Apache HttpClient on sockets of channels. An interrupt ends an exchange on
 * them, on platform threads too, and whether the server has ended an idle one shows at once: on
 * other sockets the library waits a millisecond for that, before each request.
 */
final class ChannelConnections extends PoolingHttpClientConnectionManagerBuilder {
  /** Returns the factory of such connections with these limits of answers. */
  static HttpConnectionFactory<ManagedHttpClientConnection> within(Http1Config limits) {
    ManagedHttpClientConnectionFactory plain =
        ManagedHttpClientConnectionFactory.builder().http1Config(limits).build();
    return socket -> {
      CheckedChannel checked = new CheckedChannel(plain.createConnection(socket));
      return (ManagedHttpClientConnection)
          Proxy.newProxyInstance(
              ChannelConnections.class.getClassLoader(),
              new Class<?>[] {ManagedHttpClientConnection.class},
              (proxy, method, arguments) -> checked.invoke(method, arguments));
    };
  }

  @Override
  protected HttpClientConnectionOperator createConnectionOperator(
      SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
    return new DefaultHttpClientConnectionOperator(
        proxy -> proxy == null ? SocketChannel.open().socket() : new Socket(proxy),
        ports,
        names,
        RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
  }

  /** A connection whose check asks the channel. Used by one thread at a time. */
  private static final class CheckedChannel {
    private final ManagedHttpClientConnection connection;
    private final ByteBuffer unexpected = ByteBuffer.allocate(1);
    private SocketChannel channel;

    CheckedChannel(ManagedHttpClientConnection connection) {
      this.connection = connection;
    }

    Object invoke(Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("isStale") && channel != null) {
        return !connection.isOpen() || hasEnded();
      }
      if (method.getName().equals("bind") && ((Socket) arguments[0]).getChannel() != null) {
        // Under TLS, too, the socket below is bound first.
        channel = ((Socket) arguments[0]).getChannel();
      }
      try {
        return method.invoke(connection, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    /** An idle connection has nothing to read: neither an end nor bytes that nobody asked for. */
    private boolean hasEnded() {
      try {
        channel.configureBlocking(false);
        try {
          return channel.read(unexpected.clear()) != 0;
        } finally {
          channel.configureBlocking(true);
        }
      } catch (IOException e) {
        return true;
      }
    }
  }
}
