package io.pepper.web.faces.discovery;

import io.pepper.discovery.instance.Instance;

/** The state of an instance in the words and the colour of the page, the worst first. */
enum InstanceSeverity {
  UNHEALTHY("Unhealthy", "bad"),
  DRAINED("Drained", "held"),
  WAITING("Waiting", "idle"),
  UP("Up", "good");

  private final String label;
  private final String style;

  InstanceSeverity(String label, String style) {
    this.label = label;
    this.style = style;
  }

  static InstanceSeverity of(Instance instance) {
    if (instance.conditions().drained()) {
      return DRAINED;
    }
    if (instance.conditions().unhealthy().isPresent()) {
      return UNHEALTHY;
    }
    return instance.isUp() ? UP : WAITING;
  }

  String label() {
    return label;
  }

  String style() {
    return style;
  }
}
