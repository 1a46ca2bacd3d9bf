package io.pepper.cron.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.MailServer;
import io.pepper.cron.alarm.channel.Notification;
import io.pepper.cron.alarm.channel.NotificationChannel;
import io.pepper.cron.alarm.channel.UndeliveredException;
import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.RunState;
import io.pepper.fixtures.FreePorts;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailTest {
  private static final Instant NOW = Instant.parse("2026-11-25T06:00:06Z");
  private static final CronJob JOB =
      JobWithAlarms.named(
          "job1", JobWithAlarms.ALL, "\"mail\":[\"ops@example.org\",\"boss@example.org\"]");
  private static final Notification NOTICE =
      Notifications.of(
          "id1",
          Event.FAILED,
          JobWithAlarms.ended(JOB, RunState.FAILED, 3, "Größe unbekannt\n"),
          NOW);

  private GreenMail server;
  private NotificationChannel mail;

  private int start(String protocol) {
    ServerSetup setup = new ServerSetup(FreePorts.next(), "127.0.0.1", protocol);
    server = new GreenMail(setup);
    server.start();
    return setup.getPort();
  }

  private NotificationChannel mail(int port, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("pepper.mail.host", "127.0.0.1");
    settings.put("pepper.mail.port", Integer.toString(port));
    settings.put("pepper.mail.from", "pepper@example.org");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    mail = channel(MailServer.of(Settings.of(settings)), Duration.ofSeconds(5));
    return mail;
  }

  private static NotificationChannel channel(Optional<MailServer> to, Duration timeout) {
    return NotificationChannel.all(null, to, timeout).get(ChannelType.MAIL);
  }

  @AfterEach
  void stop() {
    if (mail != null) {
      mail.close();
    }
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void sendsOneMessageToAllInPlainText() throws Exception {
    mail(start(ServerSetup.PROTOCOL_SMTP)).deliver(NOTICE, JOB.alarms());

    MimeMessage[] received = server.getReceivedMessages();
    // One copy in each mailbox.
    assertThat(received).hasSize(2);
    assertThat(received[0].getSubject()).isEqualTo("[Pepper] job job1 failed on node n1");
    assertThat(received[0].getFrom())
        .extracting(Object::toString)
        .containsExactly("pepper@example.org");
    assertThat(received[0].getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ops@example.org", "boss@example.org");
    assertThat(received[0].getMessageID()).isEqualTo("<id1@pepper>");
    assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(received[0].getSentDate()).isEqualTo(NOW);
    assertThat(received[0].getContentType()).startsWithIgnoringCase("text/plain; charset=UTF-8");
    assertThat(received[0].getContent().toString().replace("\r\n", "\n"))
        .startsWith("job job1 failed on node n1: exit code 3\n\n")
        .contains("nominal: 2026-11-25T06:00:00Z\n", "state: failed\n", "exit code: 3\n")
        .endsWith("Its output ends so:\n\nGröße unbekannt\n");
  }

  @Test
  void logsIn() {
    int port = start(ServerSetup.PROTOCOL_SMTP);
    server.setUser("pepper", "s3cret-word");

    mail(port, "pepper.mail.user", "pepper", "pepper.mail.password", "s3cret-word")
        .deliver(NOTICE, JOB.alarms());

    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void saysThatALoginWasRefusedWithoutThePassword() {
    int port = start(ServerSetup.PROTOCOL_SMTP);
    server.setUser("pepper", "another-word");

    NotificationChannel refused =
        mail(port, "pepper.mail.user", "pepper", "pepper.mail.password", "s3cret-word");

    assertThatThrownBy(() -> refused.deliver(NOTICE, JOB.alarms()))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageNotContaining("s3cret-word");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void sendsNothingToAServerItCannotTrust() {
    NotificationChannel untrusting =
        mail(start(ServerSetup.PROTOCOL_SMTPS), "pepper.mail.tls", "tls");

    assertThatThrownBy(() -> untrusting.deliver(NOTICE, JOB.alarms()))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageContaining("certificat");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void sendsNothingInTheClearWhenTlsIsAskedFor() {
    NotificationChannel careful =
        mail(start(ServerSetup.PROTOCOL_SMTP), "pepper.mail.tls", "starttls");

    assertThatThrownBy(() -> careful.deliver(NOTICE, JOB.alarms()))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageContaining("STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatIsAwayOrSilentCostsALimitedTime() throws IOException {
    NotificationChannel away = mail(FreePorts.next());
    assertThatThrownBy(() -> away.deliver(NOTICE, JOB.alarms()))
        .isInstanceOf(UndeliveredException.class);
    away.close();

    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings =
          Map.of(
              "pepper.mail.host",
              "127.0.0.1",
              "pepper.mail.port",
              Integer.toString(silent.getLocalPort()));
      mail = channel(MailServer.of(Settings.of(settings)), Duration.ofMillis(100));
      assertThatThrownBy(() -> mail.deliver(NOTICE, JOB.alarms()))
          .isInstanceOf(UndeliveredException.class);
    }
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    assertThat(MailServer.of(Settings.of(Map.of()))).isEmpty();
    assertThat(server("pepper.mail.tls", "starttls").port()).isEqualTo(587);
    assertThat(server("pepper.mail.tls", "tls").port()).isEqualTo(465);
    assertThat(server("pepper.mail.tls", "none").port()).isEqualTo(25);
    assertThatThrownBy(() -> server("pepper.mail.tls", "ssl"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("none, starttls or tls");
    assertThatThrownBy(() -> server("pepper.mail.from", "Pepper"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.mail.from");
    assertThatThrownBy(() -> server("pepper.mail.user", "pepper"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.mail.password");
    assertThatCode(() -> server("pepper.mail.from", "pepper@example.org"))
        .doesNotThrowAnyException();
  }

  private static MailServer server(String name, String value) {
    return MailServer.of(Settings.of(Map.of("pepper.mail.host", "mail", name, value)))
        .orElseThrow();
  }
}
