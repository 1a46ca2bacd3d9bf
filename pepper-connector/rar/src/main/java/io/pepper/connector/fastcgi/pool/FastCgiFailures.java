package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.connector.fastcgi.wire.FastCgiAnswer;
import io.pepper.connector.fastcgi.wire.MalformedAnswerException;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/**
 * The failures of an exchange in the terms of {@link FastCgiException}, with what to do about them.
 */
final class FastCgiFailures {
  private FastCgiFailures() {}

  /** Returns the failure of a connection that did not come about; the script did not run. */
  static FastCgiException connecting(FastCgiAddress address, Exception cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (isBacklogFull(text)) {
      return overloaded(
          address + " has a full backlog: give php-fpm more children or a longer listen.backlog",
          cause);
    }
    return new FastCgiException(
        Reason.UNREACHABLE, "cannot connect to " + address + ": " + remedy(text, cause), "", cause);
  }

  /** Returns the failure of a caller that was interrupted before its request was written. */
  static FastCgiException interrupted(FastCgiAddress address, InterruptedException cause) {
    return new FastCgiException(
        Reason.UNREACHABLE, "interrupted before a request was sent to " + address, "", cause);
  }

  static FastCgiException notConnectedInTime(FastCgiAddress address) {
    return new FastCgiException(
        Reason.UNREACHABLE,
        address
            + " did not accept a connection within the time limit: is the host up, is its"
            + " backlog full?",
        "",
        null);
  }

  private static FastCgiException overloaded(String message, Throwable cause) {
    return new FastCgiException(Reason.OVERLOADED, message, "", cause);
  }

  /** Returns the failure of a wait for a child that took too long. */
  static FastCgiException noChildInTime(FastCgiAddress address) {
    return overloaded(
        "no child of "
            + address
            + " became free in time: all are busy with other requests, or hang; give the pool more"
            + " children (pm.max_children) or end what hangs (request_terminate_timeout)",
        null);
  }

  /**
   * Returns the failure of a wait for a child that took too long, while some children serve this
   * client.
   */
  static FastCgiException noChild(FastCgiAddress address, FastCgiPool pool) {
    return pool.children() == 0
        ? noChildInTime(address)
        : overloaded(
            "no child of "
                + address
                + " became free in time: all "
                + pool.children()
                + " that we can have are busy; give the pool more children (pm.max_children)",
            null);
  }

  /**
   * Returns the failure of a connection that the server accepted and closed before there was a
   * request on it.
   */
  static FastCgiException closedBeforeRequest(FastCgiAddress address, Exception cause) {
    return new FastCgiException(
        Reason.UNREACHABLE,
        address
            + " closes connections before a request: php-fpm restarts, or listen.allowed_clients"
            + " refuses us ("
            + cause.getMessage()
            + ")",
        "",
        cause);
  }

  /** Returns the failure of a request after the client was stopped. */
  static FastCgiException stopped(FastCgiAddress address) {
    return new FastCgiException(
        Reason.UNREACHABLE, "Pepper stops and asks " + address + " for nothing more", "", null);
  }

  /** Returns the failure of a server that answers, but not in FastCGI. */
  static FastCgiException notFastCgi(FastCgiAddress address, MalformedAnswerException cause) {
    return new FastCgiException(Reason.FOREIGN, address + ": " + cause.getMessage(), "", cause);
  }

  static FastCgiException timeout(FastCgiAddress address, FastCgiAnswer answer) {
    String what =
        answer.hasBegun()
            ? "the answer of " + address + " was not complete within the time limit"
            : address + " did not answer within the time limit";
    return new FastCgiException(Reason.TIMEOUT, what, answer.stderr(), null);
  }

  static FastCgiException broken(FastCgiAddress address, FastCgiAnswer answer, IOException cause) {
    String when = answer.hasBegun() ? "in the middle of the answer" : "before an answer";
    return new FastCgiException(
        Reason.BROKEN,
        address
            + " closed the connection "
            + when
            + ": the php child was killed or crashed, or listen.allowed_clients refuses us ("
            + cause.getMessage()
            + ")",
        answer.stderr(),
        cause);
  }

  static FastCgiException malformed(
      FastCgiAddress address, FastCgiAnswer answer, MalformedAnswerException cause) {
    return new FastCgiException(
        Reason.MALFORMED, address + ": " + cause.getMessage(), answer.stderr(), cause);
  }

  /**
   * Returns whether the text is that of a unix socket with a full backlog: it refuses with EAGAIN
   * where TCP lets the caller wait.
   */
  private static boolean isBacklogFull(String text) {
    return text.contains("temporarily unavailable");
  }

  private static String remedy(String text, Exception cause) {
    if (cause instanceof UnresolvedAddressException) {
      return "the host name is unknown";
    }
    if (text.contains("refused")) {
      return "nobody listens there; start php-fpm or correct the address";
    }
    if (text.contains("no such file")) {
      return "there is no such socket; start php-fpm or correct the path";
    }
    if (text.contains("permission denied")) {
      return "no permission for user "
          + System.getProperty("user.name")
          + "; see listen.owner, listen.group and listen.mode of the php-fpm pool";
    }
    if (text.contains("too many open files")) {
      return "too many open files; raise the limit of this process (ulimit -n)";
    }
    return String.valueOf(cause.getMessage());
  }
}
