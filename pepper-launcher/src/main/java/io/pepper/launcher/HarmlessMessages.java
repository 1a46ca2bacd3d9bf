package io.pepper.launcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * The messages of the server that say nothing about Pepper, by their logger and how they begin.
 * They are left out of the log, in which a first start would otherwise be hard to read; all others
 * are in it. For any number of threads.
 */
final class HarmlessMessages implements Filter {
  private static final String CORE = "javax.enterprise.system.core";
  private static final String SECURITY = "javax.enterprise.system.core.security";
  private static final String WEB = "jakarta.enterprise.web";
  private static final String FACES = "jakarta.enterprise.resource.webcontainer.faces.";

  private static final Map<String, List<String>> BEGINNINGS =
      Map.ofEntries(
          Map.entry(
              CORE,
              List.of(
                  // The server looks for H2 in a folder of its own; its driver is on the class
                  // path.
                  "Cannot find h2db client jar file",
                  // Its console is not installed, and /admin is a path like any other.
                  "Admin Console Adapter: context root",
                  // An add-on for old javax applications, of which this is none.
                  "No deployment transformer implementation found",
                  // The same is said by "Grizzly … started", for all listeners at once.
                  "Network Listener ")),
          // The versions of libraries that the server brings; the server's own version is logged.
          Map.entry("org.hibernate.validator.internal.util.Version", List.of("HV000001")),
          Map.entry("org.jboss.weld.Version", List.of("WELD-000900")),
          Map.entry(
              "org.eclipse.krazo.servlet.KrazoContainerInitializer", List.of("Eclipse Krazo")),
          Map.entry(
              "org.glassfish.soteria.servlet.SamRegistrationInstaller",
              List.of("Initializing Soteria")),
          Map.entry(FACES + "config", List.of("Initializing Mojarra")),
          // Sessions could be kept in Hazelcast, which domain.xml turns off.
          Map.entry(
              "org.glassfish.ha.store.spi.BackingStoreFactoryRegistry",
              List.of("Registered fish.payara.ha.hazelcast")),
          // Traces that the server could send by itself; nobody asked for them.
          Map.entry(
              "io.opentelemetry.api.GlobalOpenTelemetry",
              List.of("AutoConfiguredOpenTelemetrySdk found")),
          // Done as domain.xml says.
          Map.entry(
              "javax.enterprise.system.jmx",
              List.of("JMXStartupService has disabled JMXConnector")),
          // Part of the server; the port of remote EJBs is not opened.
          Map.entry(
              "javax.enterprise.resource.corba.org.glassfish.enterprise.iiop.api",
              List.of("GlassFishORBFactory service initialized")),
          // Steps of each start of the server that cannot be missed; failures have other texts.
          Map.entry(
              SECURITY,
              List.of(
                  "Java security manager is disabled",
                  "Entering Security Startup Service",
                  "Loading policy provider",
                  "Security Service(s) started")),
          Map.entry(
              WEB,
              List.of(
                  "Created HTTP listener",
                  "Created virtual server",
                  "Virtual server server loaded default web module")),
          // Names by which nobody looks anything up.
          Map.entry("jakarta.enterprise.ejb.container", List.of("Portable JNDI names for EJB")),
          // The one environment it has.
          Map.entry("org.flywaydb.core.FlywayExecutor", List.of("Environment: default")),
          // Each of Pepper's own checks; /health shows them.
          Map.entry(
              "fish.payara.microprofile.healthcheck.cdi.extension.HealthCDIExtension",
              List.of("Registered io.pepper.")),
          // An empty context path and "/" are the same.
          Map.entry(
              "javax.enterprise.system.container.web.com.sun.web.security",
              List.of("Context path from ServletContext")),
          // Netty's native transport is not packed; the JDK's is used.
          Map.entry("io.grpc.netty.TcpMetrics", List.of("Epoll available during static init")),
          // Pages have their parameters inside the template's body, where they are read all the
          // same.
          Map.entry(FACES + "taglib", List.of("JSF1103")));

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final LongAdder leftOut = new LongAdder();

  /** Returns how many messages were left out. */
  long count() {
    return leftOut.sum();
  }

  @Override
  public boolean isLoggable(LogRecord message) {
    List<String> beginnings = BEGINNINGS.get(message.getLoggerName());
    if (beginnings == null || message.getThrown() != null) {
      return true;
    }
    String text = String.valueOf(formatter.formatMessage(message));
    if (beginnings.stream().noneMatch(text::startsWith)) {
      return true;
    }
    leftOut.increment();
    return false;
  }
}
