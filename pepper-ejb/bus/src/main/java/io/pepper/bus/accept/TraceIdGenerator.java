package io.pepper.bus.accept;

import io.pepper.job.JobId;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Enumeration;

/**
 * The generator of trace ids: a job id, this node's IPv4 address as a number, and the RESP port
 * (docs/protocol.md, Ids). Safe for any number of threads.
 */
public final class TraceIdGenerator {
  private final String suffix;

  /**
   * Creates a generator.
   *
   * @param port the port of the RESP front
   */
  public TraceIdGenerator(int port) {
    this.suffix = "-" + addressNumber() + "-" + port;
  }

  /** Returns the trace id {@code <id>-<ipnum>-<port>}. */
  public String of(JobId id) {
    return id + suffix;
  }

  private static long addressNumber() {
    try {
      Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
      while (all != null && all.hasMoreElements()) {
        NetworkInterface one = all.nextElement();
        for (InetAddress address : java.util.Collections.list(one.getInetAddresses())) {
          if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
            return number(address.getAddress());
          }
        }
      }
    } catch (SocketException e) {
      System.getLogger(TraceIdGenerator.class.getName())
          .log(System.Logger.Level.WARNING, "no address for trace ids, using 0: {0}", e.toString());
    }
    return 0;
  }

  private static long number(byte[] address) {
    long number = 0;
    for (byte part : address) {
      number = number << 8 | part & 0xff;
    }
    return number;
  }
}
