package io.pepper.test;

import io.pepper.fixtures.RedisServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes one running Pepper per configuration, started by the first class that asks and
 * ended after the last test of the run. A parameter of type {@link Pepper} gets the embedded one,
 * or with {@link OnRedis} the one on a redis-server. Tests keep apart by their queues' names; who
 * wants to kill starts a Pepper of its own.
 */
final class SharedPepper implements ParameterResolver {
  /**
   * Kept here and not in a store of JUnit's, which lives for one class only: surefire runs each
   * class of a JVM as a run of its own.
   */
  private static final Map<Boolean, Running> RUNNING = new ConcurrentHashMap<>();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pepper.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean redis = parameter.isAnnotated(OnRedis.class);
    Running running = RUNNING.computeIfAbsent(redis, SharedPepper::start);
    if (!running.pepper().isAlive()) {
      throw new IllegalStateException("Pepper has ended:\n" + running.pepper().output());
    }
    return running.pepper();
  }

  private static Running start(boolean onRedis) {
    Running running = onRedis ? Running.onRedis() : Running.embedded();
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "pepper-test-end"));
    return running;
  }

  /** A Pepper and what it keeps its jobs in, closed when the JVM of the tests ends. */
  private record Running(Pepper pepper, Runnable closeStore) {
    static Running embedded() {
      // Whoever sends no forwarded headers is nobody's proxy.
      Pepper pepper =
          Pepper.embedded()
              .with("pepper.trusted-proxies", "127.0.0.1")
              .with("pepper.tags", "default,hand")
              .with("pepper.config.partners", "dashboard:dashboard-secret-of-the-tests")
              .with(
                  "pepper.config.secrets.keys", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
              .withHttps();
      return new Running(pepper.start(), () -> {});
    }

    static Running onRedis() {
      RedisServer redis = RedisServer.inMemory().start();
      return new Running(Pepper.onRedis(redis).start(), redis::close);
    }

    void close() {
      pepper.close();
      closeStore.run();
    }
  }
}
