package io.pepper.web.discovery;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out whether there is news for a poll. Spec 1.6. Safe for any number of threads. */
final class PollAnswers {
  /**
   * Another node may be ahead of this one by a moment; what is ahead by more was never one of our
   * timestamps.
   */
  private static final long ANOTHER_EPOCH = Duration.ofHours(1).toNanos();

  private final Registry registry;
  private final ApplicationLookup catalogue;
  private final Encodings encodings;
  private final ApplicationJson json;

  PollAnswers(
      Registry registry, ApplicationLookup catalogue, Encodings encodings, ApplicationJson json) {
    this.registry = registry;
    this.catalogue = catalogue;
    this.encodings = encodings;
    this.json = json;
  }

  /**
   * Whether the caller has an application by a timestamp that this node has not reached. Another
   * node told it, which this one follows in a moment, or another registry did: the original, from
   * which the caller was switched over, or ours before it was restored from a backup.
   */
  boolean isAhead(PollRequest question) {
    for (int i = 0; i < question.apps().size(); i++) {
      long given = question.known()[i];
      if (catalogue.find(question.apps().get(i)).filter(app -> given > app.changed()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the reply, if there is anything new to tell: all that changed, and what is missing
   * beside it.
   *
   * @param hasWaited whether this node has had the time to catch up with others: timestamps that it
   *     has still not reached are then not of this registry, and the caller gets what there is.
   *     Without effect while the node is out of touch with the others, who may well be ahead
   */
  Optional<EncodedReply> to(PollRequest question, boolean hasWaited) {
    boolean isForeign = hasWaited && !registry.isAway();
    List<Application> changed = new ArrayList<>(1);
    List<String> missing = new ArrayList<>(0);
    boolean isVanished = false;
    for (int i = 0; i < question.apps().size(); i++) {
      AppKey app = question.apps().get(i);
      Optional<Application> found = catalogue.find(app);
      if (found.isEmpty()) {
        missing.add(app.name());
        isVanished |= question.wantsVanished() && question.known()[i] > 0;
      } else if (isNews(found.get(), question.known()[i], question, isForeign)) {
        changed.add(found.get());
      }
    }
    return changed.isEmpty() && !isVanished
        ? Optional.empty()
        : Optional.of(reply(question, changed, missing));
  }

  boolean exists(AppKey app) {
    return catalogue.find(app).isPresent();
  }

  /**
   * An application that takes no traffic is no news: clients would ask again at once (C9), except
   * those that say they do not, and had something before.
   */
  private static boolean isNews(
      Application application, long given, PollRequest question, boolean isForeign) {
    long current = application.changed();
    String zone = question.zone();
    boolean mayFollow = !isForeign && given > current && given - current <= ANOTHER_EPOCH;
    if (given == current || mayFollow) {
      return false;
    }
    return (question.wantsVanished() && given > 0)
        || application.zones().entrySet().stream()
            .filter(each -> zone.isEmpty() || zone.equals(each.getKey()))
            .anyMatch(each -> each.getValue().values().stream().anyMatch(Statuses.UP::include));
  }

  private EncodedReply reply(
      PollRequest question, List<Application> changed, List<String> missing) {
    if (question.isSingle()) {
      byte[] result = result(changed.get(0), question.zone());
      return EncodedReply.of(Code.OK, ReplyEnvelope.of(Code.OK, result));
    }
    if (changed.size() == 1 && missing.isEmpty() && question.zone().isEmpty()) {
      return encodings.of(changed.get(0)).polls();
    }
    PollsReply reply = new PollsReply();
    changed.forEach(each -> reply.add(each.key().name(), result(each, question.zone())));
    return EncodedReply.of(Code.OK, reply.end(missing));
  }

  private byte[] result(Application application, String zone) {
    if (zone.isEmpty()) {
      return encodings.of(application).result();
    }
    JsonWriter writer = new JsonWriter(1024);
    json.write(writer, application, Statuses.UP, zone);
    return writer.bytes();
  }

  void shrink() {
    encodings.shrink();
  }
}
