package io.pepper.launcher.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Copies of the EAR's shared libraries for the launcher's class path. The server asks its own class
 * path first, so these classes come out of the class-data cache, which covers no class of an
 * application's own loader.
 */
record EarLibraries(Path ear) {

  List<Path> extractTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    var libraries = new ArrayList<Path>();
    try (var archive = new JarFile(ear.toFile())) {
      for (var entry : archive.stream().filter(e -> e.getName().matches("lib/.+\\.jar")).toList()) {
        Path library = folder.resolve(entry.getName().substring("lib/".length()));
        byte[] content = archive.getInputStream(entry).readAllBytes();
        // The class-data cache is void once a jar has a new time: leave what has not changed.
        if (!Files.exists(library) || !Arrays.equals(Files.readAllBytes(library), content)) {
          Files.write(library, content);
        }
        libraries.add(library);
      }
    }
    return libraries;
  }
}
