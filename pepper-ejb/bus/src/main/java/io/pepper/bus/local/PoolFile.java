package io.pepper.bus.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of php-fpm's configuration with pools in it. */
record PoolFile(Path file) {
  private static final long MAX_BYTES = 1 << 20;
  private static final Pattern SECTION = Pattern.compile("\\s*\\[([^\\]]+)]\\s*");
  private static final Pattern SETTING =
      Pattern.compile("\\s*([a-z_.]+)\\s*=\\s*\"?([^\";]*)\"?.*");

  /** Addresses that only processes of this machine can reach, or that mean all of its addresses. */
  private static final Pattern LOCAL_PORT =
      Pattern.compile("(?:(?:127\\.0\\.0\\.1|0\\.0\\.0\\.0|localhost|\\*|\\[::1?]):)?(\\d{1,5})");

  /** Returns the pools that listen here; none if the file cannot be read. */
  List<PoolAddress> pools() {
    List<PoolAddress> pools = new ArrayList<>();
    Map<String, String> settings = new HashMap<>();
    for (String line : lines()) {
      Matcher section = SECTION.matcher(line);
      Matcher setting = SETTING.matcher(line);
      if (section.matches()) {
        pool(settings).ifPresent(pools::add);
        settings.clear();
        settings.put("pool", section.group(1));
      } else if (setting.matches()) {
        settings.put(setting.group(1), setting.group(2).strip());
      }
    }
    pool(settings).ifPresent(pools::add);
    return pools;
  }

  private List<String> lines() {
    try {
      return Files.size(file) > MAX_BYTES ? List.of() : Files.readAllLines(file, ISO_8859_1);
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static Optional<PoolAddress> pool(Map<String, String> settings) {
    String pool = settings.getOrDefault("pool", "");
    return address(settings.getOrDefault("listen", "").replace("$pool", pool))
        .map(address ->
            new PoolAddress(
                address,
                settings.getOrDefault("user", "").replace("$pool", pool),
                number(settings.getOrDefault("pm.max_children", "")),
                true));
  }

  private static Optional<String> address(String listen) {
    Matcher port = LOCAL_PORT.matcher(listen);
    if (port.matches()) {
      return Optional.of("127.0.0.1:" + port.group(1));
    }
    return listen.startsWith("/") ? Optional.of(PoolAddress.UNIX + listen) : Optional.empty();
  }

  private static OptionalInt number(String text) {
    return text.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
