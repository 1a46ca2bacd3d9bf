package io.pepper.config.node;

import io.pepper.config.definition.FileName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.snapshot.DomainSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A subscription of a node: a file, which stands for the DEFAULT sections of it and of the files of
 * the same name in the folders above, and perhaps one more section of it (docs/protocol.md,
 * Subscriptions).
 *
 * @param section read last, so that its keys win; kept even if it is not there
 */
record FileSubscription(FileName file, Optional<SectionName> section) {
  /** Reads a subscription as nodes write it; empty for folders and whatever else is no file. */
  static Optional<FileSubscription> parse(String text) {
    String path = text.startsWith("/") ? text.substring(1) : text;
    return file(path)
        .map(file -> new FileSubscription(file, Optional.empty()))
        .or(() -> ofSection(path));
  }

  private static Optional<FileSubscription> ofSection(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return file(path.substring(0, slash))
        .flatMap(file ->
            section(path.substring(slash + 1))
                .map(section -> new FileSubscription(file, Optional.of(section))));
  }

  private static Optional<FileName> file(String path) {
    try {
      return Optional.of(new FileName(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<SectionName> section(String name) {
    try {
      return Optional.of(new SectionName(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the sections that it stands for now; keys of later ones win. */
  List<SectionPath> resolve(DomainSnapshot domain) {
    List<SectionPath> sections = new ArrayList<>();
    for (FileName each : file.lineage()) {
      if (domain.find(each).isPresent()) {
        sections.add(new SectionPath(each, SectionName.DEFAULT));
      }
    }
    section.ifPresent(name -> sections.add(new SectionPath(file, name)));
    return sections;
  }
}
