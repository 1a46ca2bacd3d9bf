package io.pepper.web.discovery.call;

import io.pepper.discovery.instance.AppKey;
import io.pepper.json.JsonWriter;
import io.pepper.web.discovery.http.BadParameterException;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.FormParameters;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import io.pepper.web.poll.Polls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The long polls {@code poll} for one application and {@code polls} for several. Answered at once
 * if there is news, else parked (docs/protocol.md, Discovery over HTTP).
 */
public final class PollCall implements ApiCall {
  /** The setting that limits how many polls wait on a node. */
  public static final String LIMIT_SETTING = "pepper.discovery.polls";

  private static final EncodedReply FULL =
      EncodedReply.of(
          ReplyCode.UNAVAILABLE,
          "too many polls wait at this node; raise " + LIMIT_SETTING + " or ask another node");

  private static final String DEADLINE = "x1-bmspy-timeout";

  /** Parameter that is not of the original's protocol: Pepper's own client sends it. */
  private static final String VANISHED = "vanished";

  /** The time that kratos takes off the caller's deadline for the way back. */
  private static final long WAY_BACK_MS = 20;

  private final boolean isSingle;
  private final Polls<PollRequest, EncodedReply> polls;
  private final PollAnswers answers;
  private final Duration hold;
  private final CallAuthorization authorization;

  public PollCall(
      boolean isSingle,
      Polls<PollRequest, EncodedReply> polls,
      PollAnswers answers,
      Duration hold,
      CallAuthorization authorization) {
    this.isSingle = isSingle;
    this.polls = polls;
    this.answers = answers;
    this.hold = hold;
    this.authorization = authorization;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    PollRequest request = request(exchange.parameters(), isSingle);
    authorization.checkRead(exchange, request.apps());
    if (isSingle && !answers.exists(request.apps().get(0))) {
      exchange.send(unknown(request.apps().get(0)));
      return;
    }
    Duration patience = patience(exchange.header(DEADLINE));
    Optional<EncodedReply> news = answers.news(request, patience.isZero());
    if (news.isPresent() || patience.isZero()) {
      exchange.send(news.orElse(answers.nothingNew()));
    } else if (polls.isFull()) {
      exchange.send(FULL);
    } else {
      polls.park(request, exchange.park(), patience);
    }
  }

  static PollRequest request(FormParameters parameters, boolean isSingle) {
    String caller = parameters.text("hostname");
    if (caller.isEmpty()) {
      throw new BadParameterException("hostname is needed");
    }
    List<AppKey> named = InstanceParameters.apps(parameters);
    List<String> timestamps = parameters.aligned("latest_timestamp");
    if (isSingle) {
      named = named.subList(0, 1);
    } else if (timestamps.size() > named.size()) {
      throw new BadParameterException(
          "latest_timestamp has %d values for %d of appid"
              .formatted(timestamps.size(), named.size()));
    }
    List<AppKey> apps = new ArrayList<>(named.size());
    long[] known = new long[named.size()];
    Set<AppKey> seen = new HashSet<>();
    for (int i = 0; i < named.size(); i++) {
      if (seen.add(named.get(i))) {
        // Clients that leave out timestamps have nothing yet.
        known[apps.size()] =
            i < timestamps.size()
                ? FormParameters.number("latest_timestamp", timestamps.get(i))
                : 0;
        apps.add(named.get(i));
      }
    }
    boolean wantsVanished = !isSingle && parameters.text(VANISHED).equals("true");
    return new PollRequest(
        caller, List.copyOf(apps), known, parameters.text("zone"), isSingle, wantsVanished);
  }

  /** Returns the time to wait: the caller's deadline, but not more than the hold. */
  private Duration patience(String deadline) {
    if (deadline == null || !deadline.matches("\\d{1,9}")) {
      return hold;
    }
    Duration wanted = Duration.ofMillis(Math.max(0, Long.parseLong(deadline) - WAY_BACK_MS));
    return wanted.compareTo(hold) < 0 ? wanted : hold;
  }

  /**
   * Returns the reply for an application that does not exist, the other one without {@code ttl}.
   */
  private static EncodedReply unknown(AppKey app) {
    return EncodedReply.of(
        ReplyCode.NOT_FOUND,
        new JsonWriter(64)
            .raw("{\"code\":-404,\"message\":")
            .string(app.name() + " not found")
            .raw('}')
            .bytes());
  }
}
