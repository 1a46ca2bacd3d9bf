package io.pepper.architecture;

import java.util.Set;
import java.util.TreeSet;

/**
 * What the modules below {@code pepper-ejb/} are: the kernel, the ports with their adapters, the
 * capabilities with the bridges, and the beans that start them. A new folder is a capability.
 */
final class Rooms {
  static final String KERNEL = "pepper-ejb/kernel";
  static final String BEANS = "pepper-ejb/beans";

  static final Set<String> PORTS =
      Set.of("pepper-ejb/coordination", "pepper-ejb/store", "pepper-ejb/identity");

  private Rooms() {}

  /** Returns the packages of all capabilities and bridges, without io.pepper before them. */
  static Set<String> capabilities() {
    Set<String> found = new TreeSet<>();
    for (var file : House.FILES) {
      String path = file.toString();
      int sources = path.indexOf("/src/main/java/io/pepper/");
      if (path.startsWith("pepper-ejb/") && sources > 0) {
        String module = path.substring(0, sources);
        if (!module.equals(KERNEL) && !module.equals(BEANS) && !PORTS.contains(module)) {
          found.add(path.substring(sources + "/src/main/java/io/pepper/".length()).split("/")[0]);
        }
      }
    }
    return found;
  }
}
