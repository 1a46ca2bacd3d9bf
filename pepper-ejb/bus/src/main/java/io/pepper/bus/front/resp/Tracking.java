package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The mode in which a client asked to be notified of changed keys. No notification is ever sent,
 * because there are no keys with values that a client could read and keep. Clients with a cache
 * only need the command to be accepted.
 *
 * @param caching the word of {@code CLIENT CACHING}: {@code yes}, {@code no} or empty
 */
public record Tracking(Mode mode, boolean loop, List<String> prefixes, String caching) {
  /** The keys that are tracked. */
  public enum Mode {
    OFF,
    ALL,
    OPTIN,
    OPTOUT,
    BCAST
  }

  public static final Tracking OFF = new Tracking(Mode.OFF, true, List.of(), "");

  private static final int MAX_PREFIXES = 100;
  private static final int MAX_PREFIX_BYTES = 1024;
  private static final String SYNTAX = "ERR syntax error";

  /**
   * Reads {@code CLIENT TRACKING ON|OFF …}.
   *
   * @throws CommandRefusedException with Redis's error text
   */
  public Tracking changedBy(RespCommand command) {
    Options options = new Options(command);
    return switch (command.text(1).toUpperCase(Locale.ROOT)) {
      case "ON" -> on(options);
      case "OFF" -> OFF;
      default -> throw new CommandRefusedException(SYNTAX);
    };
  }

  private Tracking on(Options options) {
    if (!options.prefixes.isEmpty() && !options.broadcast) {
      throw new CommandRefusedException("ERR PREFIX option requires BCAST mode to be enabled");
    }
    if (mode != Mode.OFF && (mode == Mode.BCAST) != options.broadcast) {
      throw cannotSwitch("BCAST mode on/off");
    }
    if (options.in && options.out) {
      throw new CommandRefusedException("ERR You can't specify both OPTIN mode and OPTOUT mode");
    }
    if (options.broadcast && (options.in || options.out)) {
      throw new CommandRefusedException("ERR OPTIN and OPTOUT are not compatible with BCAST");
    }
    if (options.in && mode == Mode.OPTOUT || options.out && mode == Mode.OPTIN) {
      throw cannotSwitch("OPTIN/OPTOUT mode");
    }
    List<String> all = Stream.concat(prefixes.stream(), options.prefixes.stream()).toList();
    if (all.size() > MAX_PREFIXES) {
      throw new CommandRefusedException("ERR there are at most " + MAX_PREFIXES + " prefixes");
    }
    return new Tracking(options.mode(), !options.silent, all, "");
  }

  private static CommandRefusedException cannotSwitch(String what) {
    return new CommandRefusedException(
        "ERR You can't switch %s before disabling tracking for this client, and then re-enabling it with a different mode."
            .formatted(what));
  }

  /**
   * Reads {@code CLIENT CACHING YES|NO}.
   *
   * @throws CommandRefusedException with Redis's error text
   */
  public Tracking cachingBy(RespCommand command) {
    String word = command.text(1).toUpperCase(Locale.ROOT);
    if (mode != Mode.OPTIN && mode != Mode.OPTOUT) {
      throw new CommandRefusedException(
          "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled");
    }
    Mode needed =
        switch (word) {
          case "YES" -> Mode.OPTIN;
          case "NO" -> Mode.OPTOUT;
          default -> throw new CommandRefusedException(SYNTAX);
        };
    if (mode != needed) {
      throw new CommandRefusedException(
          "ERR CLIENT CACHING %s is only valid when tracking is enabled in %s mode."
              .formatted(word, needed));
    }
    return new Tracking(mode, loop, prefixes, word.toLowerCase(Locale.ROOT));
  }

  /** Returns the reply to {@code CLIENT GETREDIR}: there is no redirection. */
  public long redirection() {
    return mode == Mode.OFF ? -1 : 0;
  }

  /** Writes the reply to {@code CLIENT TRACKINGINFO}. */
  public void write(RespReplies replies) {
    List<String> flags = flags();
    List<String> shown = mode == Mode.BCAST && prefixes.isEmpty() ? List.of("") : prefixes;
    replies.map(3);
    replies.bulk("flags");
    replies.set(flags.size());
    flags.forEach(replies::bulk);
    replies.bulk("redirect");
    replies.integer(redirection());
    replies.bulk("prefixes");
    replies.array(shown.size());
    shown.forEach(replies::bulk);
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>(List.of(mode == Mode.OFF ? "off" : "on"));
    if (mode != Mode.OFF && mode != Mode.ALL) {
      flags.add(mode.name().toLowerCase(Locale.ROOT));
    }
    if (!caching.isEmpty()) {
      flags.add("caching-" + caching);
    }
    if (!loop) {
      flags.add("noloop");
    }
    return flags;
  }

  /** The words after {@code ON} or {@code OFF}. */
  private static final class Options {
    boolean broadcast;
    boolean in;
    boolean out;
    boolean silent;
    final List<String> prefixes = new ArrayList<>();

    Options(RespCommand command) {
      for (int i = 2; i < command.argumentCount(); i++) {
        switch (command.text(i).toUpperCase(Locale.ROOT)) {
          case "BCAST" -> broadcast = true;
          case "OPTIN" -> in = true;
          case "OPTOUT" -> out = true;
          case "NOLOOP" -> silent = true;
          case "PREFIX" -> prefixes.add(prefix(command, ++i));
          case "REDIRECT" ->
              throw new CommandRefusedException(
                  "ERR CLIENT TRACKING takes no REDIRECT here: nothing is ever invalidated, so"
                      + " there is nothing to redirect; leave it out");
          default -> throw new CommandRefusedException(SYNTAX);
        }
      }
    }

    private static String prefix(RespCommand command, int index) {
      if (index >= command.argumentCount()) {
        throw new CommandRefusedException(SYNTAX);
      }
      String prefix = command.text(index);
      if (prefix.getBytes(StandardCharsets.UTF_8).length > MAX_PREFIX_BYTES) {
        throw new CommandRefusedException(
            "ERR a prefix has at most " + MAX_PREFIX_BYTES + " bytes");
      }
      return prefix;
    }

    Mode mode() {
      if (broadcast) {
        return Mode.BCAST;
      }
      return in ? Mode.OPTIN : out ? Mode.OPTOUT : Mode.ALL;
    }
  }
}
