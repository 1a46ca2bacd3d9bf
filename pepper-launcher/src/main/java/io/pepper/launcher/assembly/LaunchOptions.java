package io.pepper.launcher.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of the Java virtual machine: those of Payara's own domain, and Pepper's. */
record LaunchOptions(Path stockDomain) {

  /** One line of a domain.xml, such as {@code <jvm-options>[21|]--add-opens=...</jvm-options>}. */
  private static final Pattern OPENING =
      Pattern.compile("<jvm-options>(?:\\[(\\d+)\\|])?(--[^<]+)</jvm-options>");

  private static final List<String> PEPPERS_OWN =
      List.of(
          // By default the heap begins with 1/64 of the machine, which the start then fills with
          // garbage.
          "-Xms128m",
          "-Xmx512m",
          // What the start filled with garbage goes back at the next collection; the default keeps
          // a heap of three times what lives in it.
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          // A heap that is kept so small is always fuller than the usual 45 %, and than what the
          // collector would predict after some cycles: it would be marked without an end while
          // there is work.
          "-XX:InitiatingHeapOccupancyPercent=75",
          "-XX:-G1UseAdaptiveIHOP",
          // Classes take this much in the end; each step on the way would be a collection.
          "-XX:MetaspaceSize=192m",
          // Gives memory back after a busy time: collects when nothing else did for a minute.
          "-XX:G1PeriodicGCInterval=60000",
          // Netty would keep stack traces of every 128th buffer, to find leaks of its users.
          "-Dio.netty.leakDetection.level=disabled",
          // The server's own pages of errors, before there is an application, bear this name, and
          // no version.
          "-Dproduct.name=Pepper",
          "-Djava.awt.headless=true",
          "-Djdbc.drivers=org.h2.Driver",
          "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
          "-DANTLR_USE_DIRECT_CLASS_LOADING=true",
          "-Dorg.glassfish.grizzly.DEFAULT_MEMORY_MANAGER="
              + "org.glassfish.grizzly.memory.HeapMemoryManager",
          "-Dorg.jboss.weld.serialization.beanIdentifierIndexOptimization=false");

  List<String> lines() throws IOException {
    var lines = new ArrayList<String>();
    Matcher option = OPENING.matcher(Files.readString(stockDomain));
    while (option.find()) {
      boolean applies =
          option.group(1) == null
              || Integer.parseInt(option.group(1)) <= Runtime.version().feature();
      if (applies && !lines.contains(option.group(2))) {
        lines.add(option.group(2));
      }
    }
    lines.addAll(PEPPERS_OWN);
    return lines;
  }

  /** Returns a line of a {@code java @file}, in quotes, as a path may hold spaces. */
  static String quoted(String option) {
    return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
