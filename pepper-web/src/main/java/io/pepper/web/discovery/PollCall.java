package io.pepper.web.discovery;

import io.pepper.discovery.instance.AppKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Long polls: {@code poll} for one application, {@code polls} for several. Answered at once if
 * there is news, else parked. Spec 1.6.
 */
final class PollCall implements ApiCall {
  private static final String DEADLINE = "x1-bmspy-timeout";

  /** Not of the original's protocol: our own client says so. */
  private static final String VANISHED = "vanished";

  /** What kratos takes off the caller's deadline for the way back. */
  private static final long WAY_BACK_MS = 20;

  private final boolean isSingle;
  private final Polls polls;
  private final PollAnswers answers;
  private final Duration hold;
  private final CallerGate gate;

  PollCall(boolean isSingle, Polls polls, PollAnswers answers, Duration hold, CallerGate gate) {
    this.isSingle = isSingle;
    this.polls = polls;
    this.answers = answers;
    this.hold = hold;
    this.gate = gate;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    PollRequest question = question(exchange.parameters(), isSingle);
    gate.checkRead(exchange, question.apps());
    if (isSingle && !answers.exists(question.apps().get(0))) {
      exchange.send(unknown(question.apps().get(0)));
      return;
    }
    Duration patience = patience(exchange.header(DEADLINE));
    Optional<EncodedReply> news = answers.to(question, patience.isZero());
    if (news.isPresent() || patience.isZero()) {
      exchange.send(news.orElse(Polls.NOTHING_NEW));
    } else if (polls.isFull()) {
      exchange.send(Polls.FULL);
    } else {
      polls.park(new Poll(question, exchange), patience);
    }
  }

  static PollRequest question(FormParameters parameters, boolean isSingle) {
    if (parameters.text("hostname").isEmpty()) {
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
        // Clients that leave out timestamps have nothing yet (C5).
        known[apps.size()] =
            i < timestamps.size()
                ? FormParameters.number("latest_timestamp", timestamps.get(i))
                : 0;
        apps.add(named.get(i));
      }
    }
    boolean wantsVanished = !isSingle && parameters.text(VANISHED).equals("true");
    return new PollRequest(
        List.copyOf(apps), known, parameters.text("zone"), isSingle, wantsVanished);
  }

  /** How long the caller waits: it may want less than our hold, never more. */
  private Duration patience(String deadline) {
    if (deadline == null || !deadline.matches("\\d{1,9}")) {
      return hold;
    }
    Duration wanted = Duration.ofMillis(Math.max(0, Long.parseLong(deadline) - WAY_BACK_MS));
    return wanted.compareTo(hold) < 0 ? wanted : hold;
  }

  /** The other reply without {@code ttl}. */
  private static EncodedReply unknown(AppKey app) {
    return EncodedReply.of(
        Code.NOT_FOUND,
        new JsonWriter(64)
            .raw("{\"code\":-404,\"message\":")
            .string(app.name() + " not found")
            .raw('}')
            .bytes());
  }
}
