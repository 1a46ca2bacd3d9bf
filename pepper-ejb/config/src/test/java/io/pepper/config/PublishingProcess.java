package io.pepper.config;

import static io.pepper.config.ConfigNode.MAIN;
import static io.pepper.config.ConfigNode.key;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.database.Database;
import io.pepper.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** A node in a JVM of its own, which publishes and archives until it is killed. */
final class PublishingProcess {
  private PublishingProcess() {}

  /**
   * Publishes the next version as the value of a key, and prints it.
   *
   * @param args the settings, as {@code name=value}
   */
  public static void main(String[] args) {
    Map<String, String> settings = new HashMap<>();
    for (String arg : args) {
      settings.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    }
    Coordination coordination = Coordinations.open(Settings.of(settings));
    Database database = Database.open(Settings.of(settings));
    ConfigNode node = new ConfigNode(coordination, database, settings).archiving();
    long version = node.files.find(ConfigNode.SHOP).map(there -> there.version()).orElse(0L);
    while (true) {
      version = node.publish(MAIN, key("version", Long.toString(version + 1))).version();
      System.out.println(version);
    }
  }
}
