package io.pepper.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.ini.IniFile;
import io.pepper.config.ini.IniWriter;
import io.pepper.config.migration.KeeperTree.KeeperVersion;
import io.pepper.config.wire.ConfDataJson;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.MalformedJsonException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The migration of gokeeper's domains to a folder: {@code config/DOMAIN/FILE.conf} for what is in
 * force, {@code history/DOMAIN/NUMBER} with a folder of the same form and a note for each earlier
 * version, and {@code services/NAME.json} for what operators say of services.
 */
final class KeeperMigration {
  private static final int MIN_PARTS = 3;

  /** Of a note of ours, with room for what may be added to it. */
  private static final int MAX_NOTE = 900;

  private final KeeperTree tree;
  private final OutputFolder out;
  private int leftOut;

  KeeperMigration(KeeperTree tree, OutputFolder out) {
    this.tree = tree;
    this.out = out;
  }

  /**
   * Writes the folder.
   *
   * @param domain the only one that is meant; empty for all
   * @param history how many earlier versions of each domain are meant too
   * @return how many records could not be read
   */
  int run(Optional<String> domain, int history) {
    List<String> domains =
        tree.domains().stream()
            .filter(each -> domain.isEmpty() || domain.get().equals(each))
            .toList();
    if (domains.isEmpty()) {
      throw new MigrationException(
          domain
              .map(name -> "etcd has no domain " + name + " of gokeeper")
              .orElse("etcd has no domains of gokeeper, below /gokeeper/conf/"));
    }
    domains.forEach(each -> attempt(each, history));
    if (domain.isEmpty()) {
      tree.properties().forEach((service, property) -> property(service, property));
    }
    return leftOut;
  }

  /** Migrates a domain; what is wrong with one keeps no other from it. */
  private void attempt(String domain, int history) {
    try {
      new DomainName(domain);
      if (domain.startsWith(".")) {
        throw new IllegalArgumentException("folders whose names begin with '.' are not read");
      }
      migrate(domain, history);
    } catch (IllegalArgumentException | MigrationException e) {
      leaveOut("domain " + domain, e);
    }
  }

  private void migrate(String domain, int history) {
    Optional<KeeperVersion> current = tree.current(domain);
    Optional<SortedMap<String, byte[]>> pinned =
        current.flatMap(version -> tree.records(domain, version.revision()));
    if (pinned.isEmpty()) {
      out.report(
          "domain %s: %s; what its keys say now is taken"
              .formatted(
                  domain,
                  current.isEmpty()
                      ? "gokeeper has noted no version"
                      : "etcd does not have the content any more that gokeeper serves"));
    }
    SortedMap<String, byte[]> records =
        pinned.orElseGet(() -> tree.records(domain, 0).orElseThrow());
    if (records.isEmpty()) {
      out.report("domain %s: it has no keys, so that it was deleted".formatted(domain));
    } else {
      report(domain, write(domain, records, Path.of("config", domain)), current);
    }
    tree.versions(domain).stream()
        .filter(version -> current.isEmpty() || version.number() < current.get().number())
        .limit(history)
        .forEach(version -> migrate(domain, version));
  }

  private void report(String domain, int files, Optional<KeeperVersion> current) {
    out.report(
        "domain %s: %d files as of version %d"
            .formatted(domain, files, current.map(KeeperVersion::number).orElse(0L)));
    if (files > FileLimits.MAX_FILES) {
      out.report(
          "domain %s: a domain has at most %d files here: divide its folder before it is applied"
              .formatted(domain, FileLimits.MAX_FILES));
    }
  }

  private void migrate(String domain, KeeperVersion version) {
    Optional<SortedMap<String, byte[]>> records = tree.records(domain, version.revision());
    String subject =
        "domain %s, version %d of %s".formatted(domain, version.number(), version.at());
    if (records.isEmpty()) {
      out.report(subject + ": etcd does not have its content any more");
      return;
    }
    Path folder = Path.of("history", domain, "%08d".formatted(version.number()));
    int files = write(domain, records.get(), folder.resolve("config").resolve(domain));
    out.write(folder.resolve("note"), note(version));
    out.report("%s: %d files".formatted(subject, files));
  }

  private static String note(KeeperVersion version) {
    String note =
        "gokeeper's version %d of %s: %s"
            .formatted(version.number(), version.at(), version.note().strip());
    return note.length() <= MAX_NOTE ? note : note.substring(0, MAX_NOTE) + "…";
  }

  /** Writes the files of a domain, and returns how many. */
  private int write(String domain, SortedMap<String, byte[]> records, Path folder) {
    Map<FileName, FileContent> files = new TreeMap<>();
    records.forEach((key, value) -> {
      try {
        add(files, key, value);
      } catch (MalformedJsonException | InvalidDefinitionException | IllegalArgumentException e) {
        leaveOut(domain + "/" + key, e);
      }
    });
    out.create(folder);
    int written = 0;
    for (Map.Entry<FileName, FileContent> file : files.entrySet()) {
      try {
        String text = IniWriter.write(file.getValue());
        IniFile.read(text);
        out.write(folder.resolve(file.getKey().path()), text);
        written++;
      } catch (IllegalArgumentException | MigrationException e) {
        leaveOut(
            "file %s/%s with %d keys".formatted(domain, file.getKey(), file.getValue().size()), e);
      }
    }
    return written;
  }

  /** Adds a record. Its key is the file, the section and the key, and only the file has slashes. */
  private static void add(Map<FileName, FileContent> files, String key, byte[] value) {
    String[] parts = key.split("/", -1);
    if (parts.length < MIN_PARTS) {
      throw new IllegalArgumentException("its path is no FILE/SECTION/KEY");
    }
    SectionName section = new SectionName(parts[parts.length - 2]);
    int end = key.length() - section.value().length() - parts[parts.length - 1].length() - 2;
    FileName file = FileName.of(key.substring(0, end));
    ConfigEntry entry = ConfDataJson.read(value);
    // One that no ini file can have must not take the others of its file with it.
    IniWriter.write(FileContent.EMPTY.with(section, entry));
    files.put(file, files.getOrDefault(file, FileContent.EMPTY).with(section, entry));
  }

  private void leaveOut(String what, RuntimeException why) {
    leftOut++;
    out.report("left out: %s: %s".formatted(what, why.getMessage()));
  }

  private void property(String service, byte[] property) {
    Path file = Path.of("services", URLEncoder.encode(service, UTF_8) + ".json");
    out.write(file, property);
    out.report(
        "service %s: send %s to POST /discovery/set/property when its instances have registered"
            .formatted(service, file));
  }
}
