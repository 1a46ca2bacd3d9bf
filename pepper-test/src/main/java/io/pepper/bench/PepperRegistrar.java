package io.pepper.bench;

import io.pepper.test.Pepper;
import io.pepper.test.Vitals;
import java.time.Duration;

/** The whole product, by itself or with a real etcd. */
public final class PepperRegistrar implements Registrar {
  private final String name;
  private final Pepper pepper;

  /**
   * @param pepper not yet started
   */
  public PepperRegistrar(String name, Pepper pepper) {
    this.name = name;
    this.pepper = pepper.start();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return pepper.httpPort();
  }

  @Override
  public long pid() {
    return pepper.pid();
  }

  @Override
  public Duration cpu() {
    return ProcessHandle.of(pepper.pid())
        .flatMap(each -> each.info().totalCpuDuration())
        .orElseThrow();
  }

  @Override
  public long residentMegabytes() {
    return new Vitals(pepper.pid()).residentMegabytes();
  }

  @Override
  public long heapMegabytes() {
    return new Vitals(pepper.pid()).liveHeapMegabytes();
  }

  @Override
  public void close() {
    pepper.close();
  }
}
