package io.pepper.bench.peers.push;

import io.pepper.bench.PushBench;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.fixtures.PhpFpm;

/** A php-fpm with 4 children and a script that reads the job. */
public final class FpmConsumer implements Consumer {
  /** Requests that it serves at once. */
  public static final int CHILDREN = 4;

  private PhpFpm fpm;
  private String script;

  @Override
  public void start() {
    fpm = PhpFpm.withChildren(CHILDREN).start();
    script = fpm.script("push.php", PushBench.SCRIPT).toString();
  }

  @Override
  public String delivery() {
    return "{\"type\":\"fastcgi\",\"address\":\"%s\",\"script\":\"%s\"}"
        .formatted(fpm.address(), script);
  }

  /** Returns {@code host:port}. */
  String address() {
    return fpm.address();
  }

  String script() {
    return script;
  }

  @Override
  public ProcessTimes addTo(ProcessTimes processes) {
    return processes.with("php", fpm.pid());
  }

  @Override
  public void close() {
    if (fpm != null) {
      fpm.close();
      fpm = null;
    }
  }
}
