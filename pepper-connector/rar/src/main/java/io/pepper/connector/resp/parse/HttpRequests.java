package io.pepper.connector.resp.parse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.connector.resp.RespSession;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The HTTP requests that arrive where Redis commands are expected. A web page can make a browser
 * send one whose body holds commands, so the connection ends at the first line that shows it: one
 * that begins with {@code POST} or {@code Host:} in any case, as in Redis. Safe for any number of
 * threads.
 */
public final class HttpRequests {
  private static final System.Logger LOG = System.getLogger(HttpRequests.class.getName());
  private static final byte[] POST = "post".getBytes(US_ASCII);
  private static final byte[] HOST = "host:".getBytes(US_ASCII);
  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong silentUntil = new AtomicLong(System.nanoTime());

  /** Returns whether an inline command with these words is a line of an HTTP request. */
  static boolean isOne(byte[][] words) {
    return words.length > 0 && (isWord(words[0], POST) || isWord(words[0], HOST));
  }

  private static boolean isWord(byte[] word, byte[] lowerCase) {
    if (word.length != lowerCase.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      int b = word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 'a' - 'A' : word[i];
      if (b != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  /** Logs a line, at most one a minute. */
  public void warn(RespSession from) {
    long now = System.nanoTime();
    long until = silentUntil.get();
    if (now - until >= 0 && silentUntil.compareAndSet(until, now + PERIOD_NANOS)) {
      LOG.log(
          Level.WARNING,
          "{0} sent an HTTP request to the port for Redis clients and was closed: somebody may be"
              + " trying to smuggle commands in through a browser; HTTP has a port of its own",
          from);
    }
  }
}
