package io.pepper.web.faces.discovery;

import io.pepper.discovery.instance.Instance;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.util.Collection;

/** A zone of an application, as the page reads it. */
public final class ZoneRow {
  private final String name;
  private final Collection<Instance> instances;

  ZoneRow(String name, Collection<Instance> instances) {
    this.name = name;
    this.instances = instances;
  }

  public String getName() {
    return PlainText.of(name);
  }

  /** Returns how many instances are up, such as {@code 3 of 4 up}. */
  public String getCount() {
    return Readable.count(up()) + " of " + Readable.count(instances.size()) + " up";
  }

  public boolean isDown() {
    return up() == 0;
  }

  private long up() {
    return instances.stream().filter(Instance::isUp).count();
  }
}
