package io.pepper.web.http;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.connector.tls.KeyFiles;
import io.pepper.connector.tls.KeyFilesException;
import io.pepper.connector.tls.ReloadingKey;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.ssl.SSLFilter;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * A second port for everything that the server's HTTP port serves, with TLS in front. It has the
 * same filters and threads, and a key that is read again when its files change, so that a new
 * certificate needs no restart and ends no connection. HTTP/2 is not offered, for the reasons of
 * ADR 73.
 */
@ApplicationScoped
class HttpsPort {
  private static final Logger LOG = System.getLogger(HttpsPort.class.getName());
  private static final String SETTING = "pepper.https.port";
  private static final int AFTER_THE_FILTERS = 2;
  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);
  private static final long HANDSHAKE_TIMEOUT_SECONDS = 20;

  @Inject private Settings settings;
  @Inject private Clock clock;

  private TCPNIOTransport transport;
  private PeriodicTask refresh;

  void open(@Observes @Priority(AFTER_THE_FILTERS) Startup event) {
    StartFailure.guard(this::open, this::close);
  }

  private void open() {
    int port = settings.integer(SETTING, 0, 0, 65_535);
    if (port == 0) {
      return;
    }
    KeyFiles files =
        KeyFiles.of(name -> settings.text(name).orElse(""))
            .orElseThrow(() ->
                new IllegalStateException(
                    "%s needs a certificate: set %s and %s, or %s"
                        .formatted(
                            SETTING, KeyFiles.CERTIFICATE, KeyFiles.KEY, KeyFiles.KEYSTORE)));
    ReloadingKey key = new ReloadingKey(files);
    warnIfExpired(key);
    try {
      listen(ServerListeners.plain(), filter(key), port);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this server does not let Pepper open %s: leave it out, and use a listener of the server's"
                  .formatted(SETTING)
              + " own or a proxy",
          e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "port %d (%s) cannot be opened: %s".formatted(port, SETTING, e.getMessage()), e);
    }
    refresh =
        PeriodicTask.every(
                Threads.platform("pepper-https-key"), REFRESH_INTERVAL, () -> refresh(key, files))
            .start();
  }

  private void listen(TCPNIOTransport plain, SSLFilter tls, int port) throws IOException {
    transport =
        TCPNIOTransportBuilder.newInstance()
            .setName("pepper-https-io")
            .setIOStrategy(WorkerThreadIOStrategy.getInstance())
            .build();
    transport.setKernelThreadPoolConfig(
        ThreadPoolConfig.defaultConfig().copy().setPoolName("pepper-https-io").setDaemon(true));
    // The threads of the plain port: there are as many for both as the server gives to one.
    transport.setWorkerThreadPool(plain.getWorkerThreadPool());
    transport.setProcessor(withTls((FilterChain) plain.getProcessor(), tls));
    transport.bind(settings.bind(), port);
    transport.start();
  }

  private static FilterChain withTls(FilterChain plain, SSLFilter tls) {
    FilterChainBuilder chain = FilterChainBuilder.stateless();
    for (Filter filter : plain) {
      if (filter instanceof TransportFilter) {
        chain.add(new TransportFilter()).add(tls);
      } else {
        chain.add(filter);
      }
    }
    return chain.build();
  }

  private static SSLFilter filter(ReloadingKey key) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {key}, null, null);
      SSLEngineConfigurator engines = new SSLEngineConfigurator(context, false, false, false);
      engines.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      SSLFilter filter = new SSLFilter(engines, null);
      filter.setHandshakeTimeout(HANDSHAKE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return filter;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private void refresh(ReloadingKey key, KeyFiles files) {
    try {
      if (key.refresh()) {
        LOG.log(Level.INFO, "new connections get the new certificate of {0}", files);
        warnIfExpired(key);
      }
    } catch (KeyFilesException e) {
      LOG.log(Level.WARNING, "the certificate stays the old one: {0}", e.getMessage());
    }
  }

  private void warnIfExpired(ReloadingKey key) {
    if (key.expiry().isBefore(clock.instant())) {
      LOG.log(
          Level.WARNING,
          "the certificate of {0} ended at {1}: browsers will refuse it; replace its file",
          SETTING,
          key.expiry());
    }
  }

  @PreDestroy
  void close() {
    if (refresh != null) {
      refresh.close();
    }
    if (transport != null) {
      try {
        transport.shutdownNow();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the port is closed with the process: {0}", e.getMessage());
      }
    }
  }
}
