package io.pepper.launcher.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
        if (!Files.exists(library) || Files.size(library) != entry.getSize()) {
          Files.copy(archive.getInputStream(entry), library, StandardCopyOption.REPLACE_EXISTING);
        }
        libraries.add(library);
      }
    }
    return libraries;
  }
}
