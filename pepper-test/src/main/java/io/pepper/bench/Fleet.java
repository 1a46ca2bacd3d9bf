package io.pepper.bench;

import java.util.Locale;

/**
 * Instances of usual size, a hundred to an application, and what is asked of a server about them.
 *
 * @param name tells its applications from those of other fleets
 * @param instances how many
 */
public record Fleet(String name, int instances) {
  private static final int PER_APP = 100;

  public byte[] register(int i) {
    return register(i, 0);
  }

  /**
   * @param revision a part of its metadata: another one makes it another registration
   */
  public byte[] register(int i, int revision) {
    return KeptConnection.post(
        "/discovery/register",
        identity(i)
            + "&region=region01&status=1&version=1.4.2"
            + String.format(
                Locale.ROOT,
                "&addrs=http%%3A%%2F%%2F10.%d.%d.%d%%3A8000&addrs=grpc%%3A%%2F%%2F10.%d.%d.%d%%3A9000",
                i >> 16 & 255,
                i >> 8 & 255,
                i & 255,
                i >> 16 & 255,
                i >> 8 & 255,
                i & 255)
            + "&metadata=%7B%22weight%22%3A%2210%22%2C%22cluster%22%3A%22blue%22%2C%22revision%22%3A%22"
            + revision
            + "%22%7D");
  }

  public byte[] renew(int i) {
    return KeptConnection.post("/discovery/renew", identity(i));
  }

  /** One whole application. */
  byte[] fetch(int app) {
    return KeptConnection.get("/discovery/fetch?env=bench&status=1&appid=" + app(app), false);
  }

  /**
   * Waits until the application changes.
   *
   * @param known its timestamp; what is known of the second application, which nobody changes, is 0
   *     since it does not exist
   */
  public byte[] poll(int app, long known, int consumer, boolean gzip) {
    return KeptConnection.get(
        "/discovery/polls?appid=%s&appid=%s.none&env=bench&hostname=consumer-%d&latest_timestamp=%d&latest_timestamp=0"
            .formatted(app(app), app(app), consumer, known),
        gzip);
  }

  public int apps() {
    return Math.max(1, instances / PER_APP);
  }

  private String identity(int i) {
    return "zone=zone01&env=bench&appid=%s&hostname=host-%d".formatted(app(i % apps()), i);
  }

  private String app(int app) {
    return "bench." + name + "." + app;
  }
}
