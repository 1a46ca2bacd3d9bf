package io.pepper.web.read;

import io.pepper.config.ConfigFiles;
import io.pepper.config.ConfigNodes;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.ReadingNode;
import io.pepper.config.snapshot.ReceivedFile;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.TagsOf;
import java.util.Optional;

/**
 * The wait of one node for a file that is different from the one it has. Outlives the request that
 * began it; safe for any number of threads.
 *
 * @param account whose rights are asked each time, since a domain may get another tag
 * @param node who waits, and its version of the domain; 0 for none
 * @param had what the node has, if that is known: it had the newest version when it began to wait
 */
public record NodeWatch(
    ConfigFiles files,
    ConfigNodes nodes,
    Account account,
    ReadingNode node,
    Optional<ReceivedFile> had) {
  /**
   * Begins a wait.
   *
   * @throws UnknownConfigException if the file is not there
   * @throws PermissionDeniedException if the caller may not see it
   */
  static NodeWatch begin(ConfigFiles files, ConfigNodes nodes, Account account, ReadingNode node) {
    NodeWatch watch = new NodeWatch(files, nodes, account, node, Optional.empty());
    Optional<ReceivedFile> now = Optional.of(watch.now());
    return new NodeWatch(
        files, nodes, account, node, now.filter(received -> received.version() == node.version()));
  }

  /**
   * Returns what the node receives if that is news to it, in the form that the caller may see.
   *
   * @param hasCaughtUp whether this server has had the time to learn what others have published; if
   *     it still has an older version than the node, the store was restored, and what it holds is
   *     in force
   * @throws UnknownConfigException if it is not there any more
   * @throws PermissionDeniedException if the caller may not see it any more
   */
  public Optional<ReceivedFile> news(boolean hasCaughtUp) {
    ReceivedFile now = now();
    if (now.version() == node.version()
        || (now.version() < node.version() && !hasCaughtUp)
        || had.filter(received -> received.content().equals(now.content())).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(ReceivedView.of(now, account, files.get(node.domain())));
  }

  /** Returns whether the node has a version that this server has not reached. */
  public boolean isAhead() {
    return files
        .find(node.domain())
        .filter(domain -> domain.version() < node.version())
        .isPresent();
  }

  private ReceivedFile now() {
    DomainSnapshot domain = files.get(node.domain());
    account.require(Permission.READ_CONFIG, TagsOf.domain(domain));
    return nodes.receive(node);
  }

  /** Runs a callback on every change of the domain. Returns what ends that. */
  public Runnable subscribe(Runnable changed) {
    return files.subscribe(node.domain(), changed);
  }
}
