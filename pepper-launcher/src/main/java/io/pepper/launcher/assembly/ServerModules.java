package io.pepper.launcher.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The server's jars for the class path: those that are merged into one, and those kept apart. */
record ServerModules(List<Path> toMerge, List<Path> toKeep) {

  /**
   * The admin console: its template engine would take over the application's Faces pages and answer
   * each of them with status 500.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "faces-compat|console-.*|.*console-plugin|dataprovider|payara-console-extras");

  /** Jars whose descriptors (tag libraries, faces-config.xml) the server looks up jar by jar. */
  private static final Set<String> APART =
      Set.of(
          "jakarta.faces", "jakarta.servlet.jsp.jstl", "wasp", "jsf-connector", "gf-client-module");

  static ServerModules of(Path glassfish) throws IOException {
    var merge = new ArrayList<Path>();
    var keep = new ArrayList<Path>();
    try (var jars = Files.list(glassfish.resolve("modules"))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        if (APART.contains(name)) {
          keep.add(jar);
        } else if (!LEFT_OUT.matcher(name).matches()) {
          merge.add(jar);
        }
      }
    }
    keep.add(glassfish.resolve("../h2db/bin/h2.jar").normalize());
    keep.add(glassfish.resolve("lib/grizzly-npn-api.jar"));
    return new ServerModules(merge, keep);
  }
}
