package io.pepper.launcher.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder {@code server/}: merged modules, application, libraries, domain and options. */
public final class ServerAssembly {
  private final Path payara;
  private final Path domainConfig;
  private final Path ear;
  private final Path launcher;
  private final Path target;

  private ServerAssembly(Path payara, Path domainConfig, Path ear, Path launcher, Path target) {
    this.payara = payara;
    this.domainConfig = domainConfig;
    this.ear = ear;
    this.launcher = launcher;
    this.target = target;
  }

  /**
   * Assembles the server.
   *
   * @param args the unpacked Payara, the folder domain-config, the EAR, the launcher's jar, and the
   *     folder to write to
   */
  public static void main(String[] args) throws IOException {
    var paths = java.util.Arrays.stream(args).map(Path::of).map(Path::toAbsolutePath).toList();
    new ServerAssembly(
            paths.get(0).normalize(),
            paths.get(1).normalize(),
            paths.get(2).normalize(),
            paths.get(3).normalize(),
            paths.get(4).normalize())
        .assemble();
  }

  private void assemble() throws IOException {
    Files.createDirectories(target);
    var modules = ServerModules.of(payara.resolve("glassfish"));
    var merged = target.resolve("payara-modules.jar");
    if (!Files.exists(merged)) {
      new MergedJar(modules.toMerge()).write(merged);
    }
    var application = target.resolve("pepper.ear");
    var libraries = new EarWithoutLibraries(ear).writeTo(application, target.resolve("lib"));
    new Domain(payara.resolve("glassfish/domains/domain1"), domainConfig)
        .writeTo(target.resolve("domain"));
    var options = new LaunchOptions(payara.resolve("glassfish/domains/domain1/config/domain.xml"));
    var lines = new ArrayList<>(options.lines());
    lines.add("-Dpepper.server.install=" + payara.resolve("glassfish"));
    lines.add("-Dpepper.server.domain=" + target.resolve("domain"));
    lines.add("-Dpepper.server.ear=" + application);
    lines.addAll(List.of("-cp", classPath(merged, modules.toKeep(), libraries)));
    Files.write(target.resolve("launch.args"), lines.stream().map(LaunchOptions::quoted).toList());
  }

  private String classPath(Path merged, List<Path> apart, List<Path> libraries) {
    var jars = new ArrayList<Path>();
    jars.add(launcher);
    jars.add(merged);
    jars.addAll(apart);
    jars.addAll(libraries);
    return String.join(":", jars.stream().map(Path::toString).toList());
  }
}
