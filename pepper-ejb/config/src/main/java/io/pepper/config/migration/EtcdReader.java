package io.pepper.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reader of etcd by its JSON gateway, which every etcd since 3.4 has open beside its gRPC. For
 * one thread.
 */
final class EtcdReader implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int PAGE = 500;
  private static final int MAX_KEYS = 1_000_000;

  /** The errors for a revision that etcd has forgotten, or has not come to, as after a restore. */
  private static final Pattern NO_REVISION = Pattern.compile("compacted|future revision");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final URI etcd;
  private final Optional<String> token;

  /**
   * @param login {@code user:password}, or empty if etcd asks for none
   * @throws MigrationException if etcd does not let the user in
   */
  EtcdReader(URI etcd, Optional<String> login) {
    this.etcd = etcd;
    this.token = login.map(this::authenticate);
  }

  private String authenticate(String login) {
    String[] parts = login.split(":", 2);
    JsonObject answer =
        call(
            "/v3/auth/authenticate",
            ValueJson.object().add("name", parts[0]).add("password", parts[parts.length - 1]),
            Optional.empty());
    return answer.getString("token", "");
  }

  /**
   * Returns all keys with a prefix.
   *
   * @param revision of etcd at which they are read; 0 for now
   * @return empty if etcd does not have what was then, such as after a compaction
   * @throws MigrationException if etcd does not answer, or there are too many
   */
  Optional<SortedMap<String, byte[]>> list(String prefix, long revision) {
    SortedMap<String, byte[]> all = new TreeMap<>();
    byte[] from = prefix.getBytes(UTF_8);
    String end = encoded(after(prefix.getBytes(UTF_8)));
    while (true) {
      JsonObject answer =
          call(
              "/v3/kv/range",
              ValueJson.object()
                  .add("key", encoded(from))
                  .add("range_end", end)
                  .add("limit", PAGE)
                  .add("revision", Long.toString(revision)),
              token);
      if (NO_REVISION.matcher(answer.getString("error", "")).find()) {
        return Optional.empty();
      }
      byte[] last = add(answer, all);
      if (!answer.getBoolean("more", false) || last.length == 0) {
        return Optional.of(all);
      }
      if (all.size() > MAX_KEYS) {
        throw new MigrationException(
            "etcd has more than %d keys below %s".formatted(MAX_KEYS, prefix));
      }
      from = Arrays.copyOf(last, last.length + 1);
    }
  }

  private static byte[] add(JsonObject answer, SortedMap<String, byte[]> all) {
    byte[] last = {};
    if (answer.containsKey("kvs")) {
      for (JsonValue value : answer.getJsonArray("kvs")) {
        JsonObject each = value.asJsonObject();
        last = Base64.getDecoder().decode(each.getString("key"));
        all.put(new String(last, UTF_8), Base64.getDecoder().decode(each.getString("value", "")));
      }
    }
    return last;
  }

  /** Returns the key after all that begin with the prefix, which ends in a character of ASCII. */
  private static byte[] after(byte[] prefix) {
    byte[] end = prefix.clone();
    end[end.length - 1]++;
    return end;
  }

  private static String encoded(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  private JsonObject call(String path, JsonObjectBuilder body, Optional<String> login) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(etcd + path))
            .timeout(LIMIT)
            .POST(BodyPublishers.ofByteArray(ValueJson.bytes(body)));
    login.ifPresent(each -> request.header("Authorization", each));
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      JsonObject json = ValueJson.read(answer.body());
      String error = json.getString("error", "");
      if (answer.statusCode() != 200 && !NO_REVISION.matcher(error).find()) {
        throw new MigrationException(
            "etcd at %s refused it: %s"
                .formatted(etcd, error.isEmpty() ? "status " + answer.statusCode() : error));
      }
      return json;
    } catch (IOException e) {
      throw new MigrationException("there is no answer from etcd at " + etcd + ": " + e, e);
    } catch (JsonException e) {
      throw new MigrationException("what answers at " + etcd + " is no etcd", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MigrationException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
