package io.pepper.bench;

import java.time.Duration;

/** A server of bilibili/discovery's HTTP API that is measured. */
public interface Registrar extends AutoCloseable {
  String name();

  /** Of the API, on the loopback interface. */
  int port();

  /** Returns its process id. */
  long pid();

  /** Processor time used since its start. */
  Duration cpu();

  long residentMegabytes();

  /** Of live objects; -1 if that cannot be told. */
  long heapMegabytes();

  @Override
  void close();
}
