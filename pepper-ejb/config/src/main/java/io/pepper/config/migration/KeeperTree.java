package io.pepper.config.migration;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tree of keys that gokeeper keeps in etcd. For one thread. */
final class KeeperTree {
  private static final String CONF = "/gokeeper/conf/";
  private static final String CURRENT = "/gokeeper/version/current/";
  private static final String ALL = "/gokeeper/version/all/";
  private static final String PROPERTY = "/property/backend/";
  private static final String SERVICES = "/discovery/";

  /**
   * A version of a domain.
   *
   * @param revision of etcd that holds its content
   */
  record KeeperVersion(long number, long revision, String note, Instant at) {}

  private final EtcdReader etcd;

  KeeperTree(EtcdReader etcd) {
    this.etcd = etcd;
  }

  /** Returns the domains that have keys, or had: a version of them is noted. */
  Set<String> domains() {
    Set<String> domains = new TreeSet<>();
    now(CONF).keySet().forEach(key -> domains.add(key.substring(CONF.length()).split("/", 2)[0]));
    now(CURRENT).keySet().forEach(key -> domains.add(key.substring(CURRENT.length())));
    return domains;
  }

  /** Returns the version of a domain that gokeeper serves; empty if it has not noted one. */
  Optional<KeeperVersion> current(String domain) {
    return Optional.ofNullable(now(CURRENT).get(CURRENT + domain))
        .flatMap(KeeperTree::json)
        .map(json ->
            new KeeperVersion(number(json, "version"), number(json, "etcd_version"), "", null));
  }

  /** Returns the versions of a domain, the newest first. */
  List<KeeperVersion> versions(String domain) {
    return now(ALL + domain + "/").values().stream()
        .map(KeeperTree::json)
        .flatMap(Optional::stream)
        .map(json ->
            new KeeperVersion(
                number(json, "version"),
                number(json, "package_version"),
                json.getString("note", ""),
                Instant.ofEpochSecond(number(json, "timestamp"))))
        .sorted(Comparator.comparingLong(KeeperVersion::number).reversed())
        .toList();
  }

  /**
   * Returns the records of a domain by the rest of their keys: {@code FILE/SECTION/KEY}.
   *
   * @param revision of etcd; 0 for now
   * @return empty if etcd has forgotten what was then
   */
  Optional<SortedMap<String, byte[]>> records(String domain, long revision) {
    String prefix = CONF + domain + "/";
    return etcd.list(prefix, revision).map(all -> withoutPrefix(prefix, all));
  }

  /** Returns what operators say of services, by the name of the service. */
  SortedMap<String, byte[]> properties() {
    SortedMap<String, byte[]> all = now(SERVICES);
    all.keySet().removeIf(key -> !key.endsWith(PROPERTY));
    SortedMap<String, byte[]> byService = new TreeMap<>();
    all.forEach((key, value) ->
        byService.put(key.substring(SERVICES.length(), key.length() - PROPERTY.length()), value));
    return byService;
  }

  private static SortedMap<String, byte[]> withoutPrefix(
      String prefix, SortedMap<String, byte[]> all) {
    SortedMap<String, byte[]> rest = new TreeMap<>();
    all.forEach((key, value) -> rest.put(key.substring(prefix.length()), value));
    return rest;
  }

  private SortedMap<String, byte[]> now(String prefix) {
    return etcd.list(prefix, 0).orElseThrow();
  }

  private static Optional<JsonObject> json(byte[] value) {
    try {
      return Optional.of(ValueJson.read(value));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static long number(JsonObject json, String name) {
    return json.get(name) instanceof JsonNumber number ? number.longValue() : 0;
  }
}
