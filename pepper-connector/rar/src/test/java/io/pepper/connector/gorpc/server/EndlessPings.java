package io.pepper.connector.gorpc.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;

/** A client that sends signs of life for ever, and reads nothing until it is let. */
final class EndlessPings extends Socket {
  /** The type of headers, as Go defines it. */
  private static final byte[] TYPE =
      HexFormat.of()
          .parseHex(
              "47ff810301010d5265717565737448656164657201ff82000104010753657276696365010c0001064d6574"
                  + "686f64010c000103536571010600010843616c6c547970650104000000");

  /** The header of a call of {@code go.p}. */
  private static final byte[] PING = HexFormat.of().parseHex("0eff820102676f0101700101010200");

  private final CountDownLatch reads;
  private volatile long sent;
  private volatile boolean isEnded;

  EndlessPings(CountDownLatch reads) {
    this.reads = reads;
  }

  long sent() {
    return sent;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() {
        if (isEnded) {
          return -1;
        }
        long at = sent++;
        return at < TYPE.length
            ? TYPE[(int) at] & 0xff
            : PING[(int) ((at - TYPE.length) % PING.length)] & 0xff;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        try {
          reads.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    isEnded = true;
    super.close();
  }
}
