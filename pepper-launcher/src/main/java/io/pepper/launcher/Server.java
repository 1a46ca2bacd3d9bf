package io.pepper.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.glassfish.embeddable.BootstrapProperties;
import org.glassfish.embeddable.GlassFish;
import org.glassfish.embeddable.GlassFishException;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/** Payara Server in this process. Not safe for use by several threads at once. */
final class Server {
  /** The system property in which the application leaves one line about why it cannot start. */
  static final String FAILURE = "pepper.start.failure";

  private static final String APPLICATION = "pepper-ear";
  private final GlassFish glassFish;

  private Server(GlassFish glassFish) {
    this.glassFish = glassFish;
  }

  /** Starts the server without an application. */
  static Server start(Path install, Path domain) throws GlassFishException {
    System.setProperty("com.sun.aas.instanceRoot", domain.toString());
    System.setProperty(
        "java.security.auth.login.config", domain.resolve("config/login.conf").toString());
    Logger.getLogger("io.pepper").info("Pepper starts on " + ServerName.replace(install));
    var bootstrap = new BootstrapProperties();
    bootstrap.setInstallRoot(install.toString());
    var properties = new GlassFishProperties();
    properties.setInstanceRoot(domain.toString());
    var glassFish = GlassFishRuntime.bootstrap(bootstrap).newGlassFish(properties);
    glassFish.start();
    return new Server(glassFish);
  }

  /**
   * Deploys the application.
   *
   * @throws StartFailure if the application refuses to start, with its own reason if it gave one
   */
  void deploy(Path ear, Path log) throws GlassFishException {
    String deployed;
    try {
      deployed = glassFish.getDeployer().deploy(new File(ear.toString()), "--name=" + APPLICATION);
    } catch (GlassFishException failed) {
      throw new StartFailure(reason(log), failed);
    }
    if (deployed == null) { // how this API says that it failed
      throw new StartFailure(reason(log));
    }
  }

  private static String reason(Path log) {
    return System.getProperty(FAILURE, "the application did not start; the reason is in " + log);
  }

  /** Undeploys the application, which lets every bean finish, and stops the server. Idempotent. */
  void stop() throws GlassFishException {
    if (glassFish.getStatus() == GlassFish.Status.STARTED) {
      if (glassFish.getDeployer().getDeployedApplications().contains(APPLICATION)) {
        glassFish.getDeployer().undeploy(APPLICATION);
      }
    }
    glassFish.dispose();
  }
}
