package io.pepper.web.discovery;

import io.pepper.discovery.Nodes;
import io.pepper.discovery.Pollers;
import io.pepper.discovery.Registry;
import io.pepper.discovery.TrustedCallers;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.load.ClusterLoads;
import io.pepper.discovery.load.Loads;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import io.pepper.web.discovery.call.ApiCall;
import io.pepper.web.discovery.call.ApplicationLookup;
import io.pepper.web.discovery.call.CallAuthorization;
import io.pepper.web.discovery.call.CancelCall;
import io.pepper.web.discovery.call.FetchAllCall;
import io.pepper.web.discovery.call.FetchCall;
import io.pepper.web.discovery.call.LoadCall;
import io.pepper.web.discovery.call.LoadsCall;
import io.pepper.web.discovery.call.NodesCall;
import io.pepper.web.discovery.call.PollAnswers;
import io.pepper.web.discovery.call.PollCall;
import io.pepper.web.discovery.call.PollRequest;
import io.pepper.web.discovery.call.RegisterCall;
import io.pepper.web.discovery.call.RenewCall;
import io.pepper.web.discovery.call.ServingNodes;
import io.pepper.web.discovery.call.SetCall;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.json.ApplicationJson;
import io.pepper.web.discovery.json.EncodedApplications;
import io.pepper.web.discovery.json.SchedulerShape;
import io.pepper.web.login.Callers;
import io.pepper.web.poll.Polls;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** The parts of the HTTP API, put together at the start and taken apart at the end. */
@ApplicationScoped
public class DiscoveryApi implements Pollers {
  private static final int DEFAULT_POLLS = 50_000;

  /**
   * The memory of a poll. Measured: nearly all of it is what the server keeps of a request that is
   * under way.
   */
  private static final int BYTES_OF_A_POLL = 20 * 1024;

  private static final String HOLD = "pepper.discovery.hold";
  private static final String LIFETIME = "pepper.discovery.lifetime";
  private static final Duration MIN_LIFETIME = Duration.ofSeconds(3);
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  /** The longest hold: clients give up after 40 seconds. */
  private static final Duration MAX_HOLD = Duration.ofSeconds(39);

  @Inject private Settings settings;
  @Inject private Registry registry;
  @Inject private Nodes nodes;
  @Inject private TrustedCallers trusted;
  @Inject private Loads loads;
  @Inject private ClusterLoads clusterLoads;
  @Inject private Callers callers;

  private Polls<PollRequest, EncodedReply> polls;
  private Registry.Subscription members;
  private Map<String, Route> routes;

  /**
   * A call and how it is reached.
   *
   * @param method the only one
   */
  record Route(String method, ApiCall call) {}

  @PostConstruct
  void assemble() {
    StartFailure.guard(this::assembleParts);
  }

  private void assembleParts() {
    CallAuthorization authorization = new CallAuthorization(trusted, callers);
    ServingNodes serving = new ServingNodes(nodes, settings);
    ApplicationLookup lookup = new ApplicationLookup(registry, serving);
    ApplicationJson json = new ApplicationJson(registry, SchedulerShape.of(settings));
    EncodedApplications encoded = new EncodedApplications(json);
    PollAnswers answers = new PollAnswers(registry, lookup, encoded, json);
    Duration hold = hold();
    polls =
        new Polls<>(answers, settings.integer(PollCall.LIMIT_SETTING, usualPolls(), 0, 1_000_000));
    routes =
        Map.ofEntries(
            Map.entry(
                "/register",
                new Route("POST", new RegisterCall(registry, authorization, lifetime()))),
            Map.entry("/renew", new Route("POST", new RenewCall(registry, json, authorization))),
            Map.entry("/cancel", new Route("POST", new CancelCall(registry, authorization))),
            Map.entry("/set", new Route("POST", new SetCall(registry, authorization))),
            Map.entry(
                "/fetch", new Route("GET", FetchCall.one(lookup, encoded, json, authorization))),
            Map.entry(
                "/fetchs",
                new Route("GET", FetchCall.several(lookup, encoded, json, authorization))),
            Map.entry(
                "/fetch/all", new Route("GET", new FetchAllCall(registry, json, authorization))),
            Map.entry(
                "/poll", new Route("GET", new PollCall(true, polls, answers, hold, authorization))),
            Map.entry(
                "/polls",
                new Route("GET", new PollCall(false, polls, answers, hold, authorization))),
            Map.entry("/nodes", new Route("GET", new NodesCall(serving, authorization))),
            Map.entry("/load", new Route("POST", new LoadCall(loads, authorization))),
            Map.entry(
                "/loads", new Route("GET", new LoadsCall(loads, clusterLoads, authorization))));
    polls.open();
    members = nodes.subscribe(polls::evaluateAll);
  }

  /** Returns the default limit of polls: a limit beyond the memory would be none. */
  private static int usualPolls() {
    return (int) Math.min(DEFAULT_POLLS, Runtime.getRuntime().maxMemory() / 2 / BYTES_OF_A_POLL);
  }

  private Duration hold() {
    Duration hold = settings.duration(HOLD, Duration.ofSeconds(30));
    if (hold.isZero() || hold.compareTo(MAX_HOLD) > 0) {
      throw new InvalidSettingException(HOLD, hold.toString(), "a time from 1ms to 39s");
    }
    return hold;
  }

  private Duration lifetime() {
    Duration lifetime = settings.duration(LIFETIME, Registration.DEFAULT_LIFETIME);
    if (lifetime.compareTo(MIN_LIFETIME) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new InvalidSettingException(LIFETIME, lifetime.toString(), "a time from 3s to 1h");
    }
    return lifetime;
  }

  void start(@Observes Startup event) {
    // Being created is enough: a wrong setting is then found at the start.
  }

  /** Returns the route of a path such as {@code /fetch}; null if there is none. */
  Route route(String path) {
    return routes.get(path);
  }

  /** Returns the number of polls that wait on this node. */
  public int parked() {
    return polls.size();
  }

  @Override
  public void forEach(Consumer<Poller> listener) {
    polls.forEach(request -> listener.accept(new Poller(request.caller(), request.apps())));
  }

  @PreDestroy
  void stop() {
    members.close();
    polls.close();
  }
}
