package io.pepper.client;

import java.util.List;

/** What a {@link ScriptedServer} says of {@code shop.stock}. */
final class Script {
  private Script() {}

  /** Answers a poll that gives this timestamp, and holds the others. */
  static void answerOnce(ScriptedServer server, long given, String answer) {
    server.on(
        "polls",
        parameters ->
            parameters.contains("appid=shop.stock&latest_timestamp=" + given) ? answer : null);
  }

  static String apps(String app, long timestamp, String... hostnames) {
    List<String> instances = List.of(hostnames).stream().map(Script::instance).toList();
    return """
    {"code":0,"data":{"%s":{"instances":{"one":[%s],"two":null},"latest_timestamp":%d,
     "scheduler":{"clients":{"one":{"zones":{"two":{"weight":3}}}}}}},"error":{"-404":null}}\
    """
        .formatted(app, String.join(",", instances), timestamp);
  }

  private static String instance(String hostname) {
    return """
    {"region":"sh","zone":"one","env":"test","appid":"shop.stock","hostname":"%s","status":1,
     "addrs":["http://10.0.0.1:80","grpc://10.0.0.1:90"],"version":"","metadata":null}\
    """
        .formatted(hostname);
  }
}
