#!/bin/sh
# Grizzly 4.0.2 (grizzly-http-server, grizzly-http2; the HTTP server of Payara 6 and GlassFish 7).
#
# Behaviour: an HTTP/2 server with default settings takes 100 streams of a connection at a time, but
# does not say so: its SETTINGS frame leaves out SETTINGS_MAX_CONCURRENT_STREAMS, which by RFC 9113
# (6.5.2) means that there is no limit. At the 101st stream it sends GOAWAY and ends the connection with
# the 100 that are under way, where the RFC (5.1.2) asks for an error of that one stream. With the limit
# set to any other number it is announced.
#
# Why it matters: one client with many requests that take long, such as long polls, loses all of them
# together. Java's HttpClient offers HTTP/2 by default.
#
# Needs a JDK of 21 or newer and Maven. Exits 0 if the behaviour is as described, else 1.
set -eu
version=4.0.2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/pom.xml" <<END
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.glassfish.grizzly</groupId><artifactId>grizzly-http-server</artifactId><version>$version</version></dependency>
    <dependency><groupId>org.glassfish.grizzly</groupId><artifactId>grizzly-http2</artifactId><version>$version</version></dependency>
    <dependency><groupId>org.glassfish.grizzly</groupId><artifactId>grizzly-npn-api</artifactId><version>2.0.0</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$work/lib" >"$work/maven.log" 2>&1 || { cat "$work/maven.log"; exit 1; }

cat >"$work/Streams.java" <<'END'
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http2.Http2AddOn;
import org.glassfish.grizzly.http2.Http2Configuration;

public class Streams {
  static final Logger GRIZZLY = Logger.getLogger("org.glassfish.grizzly");
  static final int SETTINGS = 4, GOAWAY = 7, MAX_CONCURRENT_STREAMS = 3, REFUSED_STREAM = 7;

  /** What the server said: the limit (-1 if none), the error of a GOAWAY (-1), whether it closed. */
  record Seen(int limit, int goAway, boolean closed) {}

  public static void main(String[] arguments) throws Exception {
    GRIZZLY.setLevel(Level.OFF);
    Seen usual = open(new Http2AddOn(), 101);
    Seen set = open(new Http2AddOn(Http2Configuration.builder().maxConcurrentStreams(99).build()), 99);
    System.out.println("by default, 101 streams: " + usual);
    System.out.println("limit set to 99, 99 streams: " + set);
    boolean asDescribed = usual.equals(new Seen(-1, REFUSED_STREAM, true));
    System.exit(asDescribed && set.equals(new Seen(99, -1, false)) ? 0 : 1);
  }

  /** Opens so many streams of one connection, which are all held, and says what the server does. */
  static Seen open(Http2AddOn http2, int streams) throws Exception {
    HttpServer server = new HttpServer();
    NetworkListener listener = new NetworkListener("http", "127.0.0.1", 0);
    listener.registerAddOn(http2);
    server.addListener(listener);
    server.getServerConfiguration().addHttpHandler(new HttpHandler() {
      @Override
      public void service(Request request, Response response) {
        response.suspend();
      }
    });
    server.start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes("US-ASCII"));
      out.write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
      for (int i = 0; i < streams; i++) {
        // HEADERS of GET http://x/ with END_STREAM and END_HEADERS.
        out.write(new byte[] {0, 0, 6, 1, 5});
        out.write(ByteBuffer.allocate(4).putInt(2 * i + 1).array());
        out.write(new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 1, 1, 'x'});
      }
      return seen(socket);
    } finally {
      server.shutdownNow();
    }
  }

  static Seen seen(Socket socket) throws Exception {
    socket.setSoTimeout(5_000);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int limit = -1;
    int goAway = -1;
    try {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        in.skipNBytes(5);
        ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length));
        while (type == SETTINGS && payload.remaining() >= 6) {
          int id = payload.getShort();
          int value = payload.getInt();
          limit = id == MAX_CONCURRENT_STREAMS ? value : limit;
        }
        goAway = type == GOAWAY ? payload.getInt(4) : goAway;
      }
    } catch (EOFException | java.net.SocketException e) {
      return new Seen(limit, goAway, true);
    } catch (java.net.SocketTimeoutException e) {
      return new Seen(limit, goAway, false);
    }
  }
}
END
echo "Grizzly $version, $(java -version 2>&1 | head -n 1)"
if java -cp "$work/lib/*" "$work/Streams.java"; then
  echo "as described: the limit of 100 streams is not announced, and costs the whole connection"
else
  echo "changed: see the header of this file for what was expected"
  exit 1
fi
