package io.pepper.launcher.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;

/**
 * The server's folder of settings: the one of the zip, with the changes domain-config describes.
 */
record Domain(Path stock, Path changes) {

  void writeTo(Path folder) throws IOException {
    copy(stock.resolve("config"), folder.resolve("config"));
    Files.createDirectories(folder.resolve("docroot"));
    Files.copy(
        changes.resolve("logging.properties"),
        folder.resolve("config/logging.properties"),
        StandardCopyOption.REPLACE_EXISTING);
    trim(stock.resolve("config/domain.xml"), folder.resolve("config/domain.xml"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void trim(Path from, Path to) throws IOException {
    try (var out = Files.newOutputStream(to)) {
      TransformerFactory.newDefaultInstance()
          .newTransformer(new StreamSource(changes.resolve("domain.xsl").toFile()))
          .transform(new StreamSource(from.toFile()), new StreamResult(out));
    } catch (TransformerException wrong) {
      throw new UncheckedIOException(new IOException("cannot trim " + from, wrong));
    }
  }
}
