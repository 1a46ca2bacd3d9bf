package io.pepper.cron.alarm.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.concurrent.Threads;
import io.pepper.cron.definition.Alarms;
import jakarta.json.JsonObject;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The channel by mail: one message to all addresses of a job. It uses a few platform threads: the
 * mail library holds locks while it waits for the server, which before JDK 24 holds the carrier of
 * a virtual thread.
 */
final class MailChannel implements NotificationChannel {
  private static final Logger LOG = System.getLogger(MailChannel.class.getName());
  private static final int CONNECTIONS = 4;

  private final Optional<MailServer> server;
  private final Duration timeout;
  private final Optional<Session> session;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(CONNECTIONS, Threads.platform("pepper-mail-", 0).factory());

  /**
   * @param server empty if there is none: then nothing can be delivered
   * @param limit of every wait for the server; twice that for a whole message
   */
  MailChannel(Optional<MailServer> server, Duration limit) {
    this.server = server;
    this.timeout = limit;
    this.session = server.map(this::session);
  }

  private Session session(MailServer to) {
    return Session.getInstance(
        to.properties(timeout),
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return to.login()
                .map(login -> new PasswordAuthentication(login.user(), login.password()))
                .orElse(null);
          }
        });
  }

  @Override
  public void deliver(Notification notice, Alarms alarms) {
    if (server.isEmpty()) {
      throw new UndeliveredException("this node has no mail server: set pepper.mail.host");
    }
    Future<?> sent = threads.submit(() -> send(notice, alarms));
    try {
      sent.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new UndeliveredException("not sent within " + 2 * timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new UndeliveredException(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("interrupted, Pepper stops");
    } finally {
      sent.cancel(true);
    }
  }

  private Void send(Notification notice, Alarms alarms) throws MessagingException {
    try {
      Transport.send(message(notice, alarms));
    } catch (SendFailedException e) {
      Address[] refused = e.getInvalidAddresses();
      if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
        throw e;
      }
      // Another try would reach the others twice.
      LOG.log(
          Level.WARNING,
          "the mail server takes no mail for {0}, where cron job {1} has alarms sent",
          Arrays.toString(refused),
          notice.job());
    }
    return null;
  }

  private static String reason(Throwable problem) {
    Throwable cause = problem;
    while (cause instanceof MessagingException known && known.getNextException() != null) {
      cause = known.getNextException();
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage().strip().replaceAll("\\R", " ");
  }

  private MimeMessage message(Notification notice, Alarms alarms) throws MessagingException {
    MimeMessage message = new IdentifiedMessage(session.orElseThrow(), notice.id());
    message.setFrom(server.orElseThrow().from());
    for (String address : alarms.mail()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(address));
    }
    message.setSubject("[Pepper] " + subject(notice.document()), UTF_8.name());
    message.setSentDate(Date.from(Instant.parse(notice.document().getString("at"))));
    // Nobody's holiday message is to come back.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(text(notice.document()), UTF_8.name());
    return message;
  }

  private static String subject(JsonObject notice) {
    String job = "job " + notice.getString("job") + " ";
    String node = " on node " + notice.getString("node");
    return switch (notice.getString("event")) {
      case "failed" ->
          job + ("lost".equals(notice.getString("state")) ? "was lost" : "failed") + node;
      case "late" -> job + "started late" + node;
      case "skipped" -> job + "was skipped";
      case "notStarted" -> job + "was not started";
      case "recovered" -> job + "recovered" + node;
      default -> job + notice.getString("event");
    };
  }

  private static String text(JsonObject notice) {
    StringBuilder text = new StringBuilder(notice.getString("text")).append("\n\n");
    for (String field : new String[] {"job", "run", "nominal", "due", "node", "state", "at"}) {
      if (notice.containsKey(field)) {
        text.append(field).append(": ").append(notice.getString(field)).append('\n');
      }
    }
    if (notice.containsKey("exitCode")) {
      text.append("exit code: ").append(notice.getInt("exitCode")).append('\n');
    }
    String output = notice.getString("output", "");
    if (!output.isEmpty()) {
      text.append("\nIts output ends so:\n\n").append(output).append('\n');
    }
    return text.toString();
  }

  @Override
  public int maxConcurrent() {
    return CONNECTIONS;
  }

  @Override
  public String destination(Alarms alarms) {
    return server.map(MailServer::host).orElse("");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** A message with the same id however often it is sent, so that mail programs show it once. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + "@pepper>");
    }
  }
}
