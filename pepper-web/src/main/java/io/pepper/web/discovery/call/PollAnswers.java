package io.pepper.web.discovery.call;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.json.JsonWriter;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.ReplyCode;
import io.pepper.web.discovery.http.ReplyEnvelope;
import io.pepper.web.discovery.json.ApplicationJson;
import io.pepper.web.discovery.json.EncodedApplications;
import io.pepper.web.discovery.json.PollsReply;
import io.pepper.web.discovery.json.StatusFilter;
import io.pepper.web.poll.PollSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The news that polls wait for, and the replies with it (docs/protocol.md, Discovery over HTTP).
 * Safe for any number of threads.
 */
public final class PollAnswers implements PollSource<PollRequest, EncodedReply> {
  /**
   * The largest lead of another node's timestamps, in nanoseconds; what is ahead by more was never
   * one of this registry's.
   */
  private static final long ANOTHER_EPOCH = Duration.ofHours(1).toNanos();

  private static final EncodedReply NOTHING_NEW = EncodedReply.of(ReplyCode.NOT_MODIFIED);
  private static final EncodedReply FAILURE = EncodedReply.of(ReplyCode.SERVER_ERROR);

  private final Registry registry;
  private final ApplicationLookup lookup;
  private final EncodedApplications encoded;
  private final ApplicationJson json;

  public PollAnswers(
      Registry registry,
      ApplicationLookup lookup,
      EncodedApplications encoded,
      ApplicationJson json) {
    this.registry = registry;
    this.lookup = lookup;
    this.encoded = encoded;
    this.json = json;
  }

  /**
   * Returns whether the caller has an application by a timestamp that this node has not reached. It
   * is from another node, which this one follows in a moment, or from another registry: the
   * original, from which the caller was switched over, or this one before it was restored from a
   * backup.
   */
  @Override
  public boolean isAhead(PollRequest request) {
    for (int i = 0; i < request.apps().size(); i++) {
      long given = request.known()[i];
      if (lookup.find(request.apps().get(i)).filter(app -> given > app.changed()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the reply, if there is news: all applications that changed, and the names of the
   * missing ones.
   *
   * @param hasWaited whether this node has had the time to catch up with others: timestamps that it
   *     has still not reached are then not of this registry, and the caller gets what there is.
   *     Without effect while the node is out of touch with the others, who may well be ahead
   */
  @Override
  public Optional<EncodedReply> news(PollRequest request, boolean hasWaited) {
    boolean isForeign = hasWaited && !registry.isAway();
    List<Application> changed = new ArrayList<>(1);
    List<String> missing = new ArrayList<>(0);
    boolean isVanished = false;
    for (int i = 0; i < request.apps().size(); i++) {
      AppKey app = request.apps().get(i);
      Optional<Application> found = lookup.find(app);
      if (found.isEmpty()) {
        missing.add(app.name());
        isVanished |= request.wantsVanished() && request.known()[i] > 0;
      } else if (isNews(found.get(), request.known()[i], request, isForeign)) {
        changed.add(found.get());
      }
    }
    return changed.isEmpty() && !isVanished
        ? Optional.empty()
        : Optional.of(reply(request, changed, missing));
  }

  boolean exists(AppKey app) {
    return lookup.find(app).isPresent();
  }

  /**
   * Returns whether an application is news. One that takes no traffic is none, since clients would
   * ask again at once, except to those that say they do not, and had something before.
   */
  private static boolean isNews(
      Application application, long given, PollRequest request, boolean isForeign) {
    long current = application.changed();
    String zone = request.zone();
    boolean mayFollow = !isForeign && given > current && given - current <= ANOTHER_EPOCH;
    if (given == current || mayFollow) {
      return false;
    }
    return (request.wantsVanished() && given > 0)
        || application.zones().entrySet().stream()
            .filter(each -> zone.isEmpty() || zone.equals(each.getKey()))
            .anyMatch(each -> each.getValue().values().stream().anyMatch(StatusFilter.UP::include));
  }

  private EncodedReply reply(PollRequest request, List<Application> changed, List<String> missing) {
    if (request.isSingle()) {
      byte[] result = result(changed.get(0), request.zone());
      return EncodedReply.of(ReplyCode.OK, ReplyEnvelope.of(ReplyCode.OK, result));
    }
    if (changed.size() == 1 && missing.isEmpty() && request.zone().isEmpty()) {
      return encoded.of(changed.get(0)).polls();
    }
    PollsReply reply = new PollsReply();
    changed.forEach(each -> reply.add(each.key().name(), result(each, request.zone())));
    return EncodedReply.of(ReplyCode.OK, reply.end(missing));
  }

  private byte[] result(Application application, String zone) {
    if (zone.isEmpty()) {
      return encoded.of(application).result();
    }
    JsonWriter writer = new JsonWriter(1024);
    json.write(writer, application, StatusFilter.UP, zone);
    return writer.bytes();
  }

  @Override
  public Runnable subscribe(PollRequest request, Runnable changed) {
    return registry.subscribe(Set.copyOf(request.apps()), application -> changed.run())::close;
  }

  @Override
  public EncodedReply nothingNew() {
    return NOTHING_NEW;
  }

  @Override
  public EncodedReply failure() {
    return FAILURE;
  }

  @Override
  public void shrink() {
    encoded.shrink();
  }
}
