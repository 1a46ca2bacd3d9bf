package io.pepper.launcher.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of definitions, read as a whole: {@code queues/NAME.json}, {@code cron/NAME.json} and
 * {@code config/DOMAIN/PATH.conf}. A part whose folder is missing is not meant: it stays as it is.
 *
 * @param queues queue documents by name
 * @param jobs documents of cron jobs by name
 * @param domains ini files by domain and path
 */
record DefinitionFolder(
    Optional<SortedMap<String, JsonObject>> queues,
    Optional<SortedMap<String, JsonObject>> jobs,
    SortedMap<String, SortedMap<String, byte[]>> domains) {
  private static final String JSON = ".json";
  private static final String CONF = ".conf";
  private static final int MAX_FILES = 20_000;
  private static final long MAX_BYTES = 4L << 20;

  /** A name that is there twice is an error, and not its last value. */
  private static final JsonReaderFactory READERS =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  /**
   * Reads a folder.
   *
   * @throws FolderException naming the file that cannot be read
   */
  static DefinitionFolder read(Path folder) {
    Path config = folder.resolve("config");
    DefinitionFolder read =
        new DefinitionFolder(
            documents(folder.resolve("queues")),
            documents(folder.resolve("cron")),
            Files.isDirectory(config) ? domains(config) : new TreeMap<>());
    if (read.queues.isEmpty() && read.jobs.isEmpty() && read.domains.isEmpty()) {
      throw new FolderException(
          folder + " has none of the folders queues, cron and config/DOMAIN: is it the right one?");
    }
    return read;
  }

  private static Optional<SortedMap<String, JsonObject>> documents(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    SortedMap<String, JsonObject> documents = new TreeMap<>();
    for (Path file : entries(folder)) {
      String name = file.getFileName().toString();
      if (isHidden(file)) {
        continue;
      }
      if (!name.endsWith(JSON) || !Files.isRegularFile(file)) {
        throw new FolderException(file + " is not meant here: files are called NAME" + JSON);
      }
      documents.put(name.substring(0, name.length() - JSON.length()), document(file));
    }
    return Optional.of(documents);
  }

  private static JsonObject document(Path file) {
    String text = text(file);
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      JsonObject document = reader.readObject();
      checkEnd(file, text);
      return document;
    } catch (JsonException e) {
      throw new FolderException(file + " is no JSON object: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      // What the reader says of nesting beyond its limit.
      throw new FolderException(file + " cannot be read as JSON: " + e.getMessage(), e);
    }
  }

  /** Checks that nothing follows the object, which the reader does not. */
  private static void checkEnd(Path file, String text) {
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      parser.next();
      parser.skipObject();
      if (parser.hasNext()) {
        throw new FolderException(file + " goes on after its JSON object");
      }
    }
  }

  /** Reads a text, which is UTF-8 and nothing else. */
  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new FolderException(file + " has more than " + MAX_BYTES + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
    } catch (CharacterCodingException e) {
      throw new FolderException(file + " is not UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static SortedMap<String, SortedMap<String, byte[]>> domains(Path folder) {
    SortedMap<String, SortedMap<String, byte[]>> domains = new TreeMap<>();
    for (Path domain : entries(folder)) {
      if (isHidden(domain)) {
        continue;
      }
      if (!Files.isDirectory(domain)) {
        throw new FolderException(
            domain + " is not meant here: config has a folder for each domain");
      }
      domains.put(domain.getFileName().toString(), files(domain));
    }
    return domains;
  }

  private static SortedMap<String, byte[]> files(Path domain) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(domain, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        add(domain.relativize(file), file, files);
        if (files.size() > MAX_FILES) {
          throw new FolderException(domain + " has more than " + MAX_FILES + " files");
        }
      }
      return files;
    } catch (IOException e) {
      throw unreadable(domain, e);
    } catch (UncheckedIOException e) {
      throw unreadable(domain, e.getCause());
    }
  }

  private static void add(Path name, Path file, SortedMap<String, byte[]> files) {
    List<String> parts = new ArrayList<>();
    name.forEach(part -> parts.add(part.toString()));
    if (parts.stream().anyMatch(part -> part.startsWith("."))) {
      return;
    }
    if (!parts.getLast().toLowerCase(Locale.ROOT).endsWith(CONF)) {
      throw new FolderException(
          file + " is not meant here: configuration is in files called NAME" + CONF);
    }
    files.put(String.join("/", parts), text(file).getBytes(UTF_8));
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> entries = all.sorted().limit(MAX_FILES + 1L).toList();
      if (entries.size() > MAX_FILES) {
        throw new FolderException(folder + " has more than " + MAX_FILES + " files");
      }
      return entries;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static FolderException unreadable(Path file, IOException e) {
    return new FolderException(file + " cannot be read: " + e.getMessage(), e);
  }
}
