package io.pepper.web.read;

import io.pepper.config.ConfigFiles;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.TagsOf;
import java.util.Optional;

/**
 * The wait of one caller for a file that is newer than the one it has. Outlives the request that
 * began it; safe for any number of threads.
 *
 * @param account whose rights are asked each time, since a domain may get another tag
 * @param known the version that the caller has
 */
public record FileWatch(
    ConfigFiles files, Account account, DomainName domain, FileName file, long known) {
  /**
   * Returns the file if it is newer.
   *
   * @throws UnknownConfigException if it is not there any more
   * @throws PermissionDeniedException if the caller may not see it any more
   */
  public Optional<PublishedFile> newer() {
    DomainSnapshot snapshot = files.get(domain);
    account.require(Permission.READ_CONFIG, TagsOf.domain(snapshot));
    PublishedFile there =
        snapshot.find(file).orElseThrow(() -> UnknownConfigException.file(domain, file));
    return Optional.of(there).filter(newest -> newest.version() > known);
  }

  /** Runs a callback on every change of the domain. Returns what ends that. */
  public Runnable subscribe(Runnable changed) {
    return files.subscribe(domain, changed);
  }
}
