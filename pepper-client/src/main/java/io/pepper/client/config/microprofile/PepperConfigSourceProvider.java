package io.pepper.client.config.microprofile;

import io.pepper.client.config.ConfigClient;
import io.pepper.client.config.ConfigFile;
import io.pepper.client.config.ConfigUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * The provider of one source for each file that the settings name (docs/config-clients.md,
 * MicroProfile Config); of none if they name no servers. The first source waits for the first
 * values of its file, the others for theirs.
 */
public final class PepperConfigSourceProvider implements ConfigSourceProvider {
  private static final System.Logger LOG =
      System.getLogger(PepperConfigSourceProvider.class.getName());

  private final UnaryOperator<String> settings;

  /** Creates a provider for the service loader: settings are system properties or variables. */
  public PepperConfigSourceProvider() {
    this(SourceSettings::systemValue);
  }

  /**
   * @param settings values by names; null for none
   */
  PepperConfigSourceProvider(UnaryOperator<String> settings) {
    this.settings = settings;
  }

  /**
   * Returns the sources, whose values are live.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   * @throws ConfigUnavailableException if a file is not known in time, unless that is allowed
   */
  @Override
  public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
    return SourceSettings.read(settings).map(PepperConfigSourceProvider::open).orElse(List.of());
  }

  private static List<ConfigSource> open(SourceSettings settings) {
    ConfigClient client = settings.client().start();
    try {
      List<ConfigFile> files = settings.files().stream().map(client::file).toList();
      List<ConfigSource> sources = new ArrayList<>();
      int ordinal = settings.ordinal();
      for (ConfigFile file : files) {
        await(file, settings.startWait(), settings.isRequired());
        sources.add(new PepperConfigSource(client, file, ordinal--));
      }
      return sources;
    } catch (RuntimeException e) {
      // Edge: whatever keeps the sources from being used must not leave threads behind.
      client.close();
      throw e;
    }
  }

  private static void await(ConfigFile file, Duration limit, boolean isRequired) {
    try {
      file.await(limit);
    } catch (ConfigUnavailableException e) {
      if (isRequired) {
        throw e;
      }
      LOG.log(Level.WARNING, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
