package io.pepper.config.migration;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.ini.IniWriter;
import io.pepper.config.ini.UnwritableContentException;
import io.pepper.config.migration.KeeperTree.KeeperVersion;
import io.pepper.config.wire.ConfDataJson;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.MalformedJsonException;
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
    domains.forEach(each -> migrate(each, history));
    if (domain.isEmpty()) {
      tree.properties().forEach((service, property) -> property(service, property));
    }
    return leftOut;
  }

  private void migrate(String domain, int history) {
    Optional<KeeperVersion> current = tree.current(domain);
    Optional<SortedMap<String, byte[]>> pinned =
        current.flatMap(version -> tree.records(domain, version.revision()));
    if (pinned.isEmpty()) {
      out.report(
          "domain %s: etcd has forgotten the content that gokeeper serves; what its keys say now is taken"
              .formatted(domain));
    }
    SortedMap<String, byte[]> records =
        pinned.orElseGet(() -> tree.records(domain, 0).orElseThrow());
    int files = write(domain, records, Path.of("config", domain));
    out.report(
        "domain %s: %d files as of version %d"
            .formatted(domain, files, current.map(KeeperVersion::number).orElse(0L)));
    tree.versions(domain).stream()
        .filter(version -> current.isEmpty() || version.number() < current.get().number())
        .limit(history)
        .forEach(version -> migrate(domain, version));
  }

  private void migrate(String domain, KeeperVersion version) {
    Optional<SortedMap<String, byte[]>> records = tree.records(domain, version.revision());
    String subject =
        "domain %s, version %d of %s".formatted(domain, version.number(), version.at());
    if (records.isEmpty()) {
      out.report(subject + ": etcd has forgotten its content");
      return;
    }
    Path folder = Path.of("history", domain, "%08d".formatted(version.number()));
    int files = write(domain, records.get(), folder.resolve("config").resolve(domain));
    out.write(
        folder.resolve("note"),
        "gokeeper's version %d of %s: %s"
            .formatted(version.number(), version.at(), version.note()));
    out.report("%s: %d files".formatted(subject, files));
  }

  private int write(String domain, SortedMap<String, byte[]> records, Path folder) {
    Map<FileName, FileContent> files = new TreeMap<>();
    records.forEach((key, value) -> {
      try {
        add(files, key, value);
      } catch (MalformedJsonException | InvalidDefinitionException | IllegalArgumentException e) {
        leaveOut(domain + "/" + key, e);
      }
    });
    files.forEach((file, content) -> {
      try {
        out.write(folder.resolve(file.path()), IniWriter.write(content));
      } catch (UnwritableContentException e) {
        leaveOut(domain + "/" + file, e);
      }
    });
    return files.size();
  }

  /** Adds a record. Its key is the file, the section and the key, and only the file has slashes. */
  private static void add(Map<FileName, FileContent> files, String key, byte[] value) {
    String[] parts = key.split("/", -1);
    if (parts.length < MIN_PARTS) {
      throw new IllegalArgumentException("its path is no FILE/SECTION/KEY");
    }
    String section = parts[parts.length - 2];
    int end = key.length() - section.length() - parts[parts.length - 1].length() - 2;
    FileName file = FileName.of(key.substring(0, end));
    FileContent before = files.getOrDefault(file, FileContent.EMPTY);
    files.put(file, before.with(new SectionName(section), ConfDataJson.read(value)));
  }

  private void leaveOut(String what, RuntimeException why) {
    leftOut++;
    out.report("left out: %s: %s".formatted(what, why.getMessage()));
  }

  private void property(String service, byte[] property) {
    Path file = Path.of("services", service.replace('/', '_') + ".json");
    out.write(file, property);
    out.report(
        "service %s: send %s to POST /discovery/set/property when its instances have registered"
            .formatted(service, file));
  }
}
