package io.pepper.web.api.config.request;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.snapshot.ReadingNode;
import io.pepper.web.api.Refusal;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters by which a caller says which node it is. */
public final class NodeQuery {
  @QueryParam("node")
  private String node;

  @QueryParam("section")
  private String section;

  @QueryParam("labels")
  private String labels;

  /**
   * Returns the node that reads a file; empty if the file is read as it is for all.
   *
   * @param version of the domain that it has; 0 for none
   * @throws Refusal if a parameter is not allowed
   */
  public Optional<ReadingNode> node(DomainName domain, FileName file, long version) {
    if (node == null) {
      refuseWithoutNode("section", section);
      refuseWithoutNode("labels", labels);
      return Optional.empty();
    }
    Map<String, String> read = labels();
    try {
      return Optional.of(
          new ReadingNode(domain, file, node, section == null ? node : section, read, version));
    } catch (IllegalArgumentException e) {
      throw Refusal.of("node", e.getMessage());
    }
  }

  private static void refuseWithoutNode(String name, String value) {
    if (value != null) {
      throw Refusal.of(name, "is for a node only: say which by the parameter node");
    }
  }

  private Map<String, String> labels() {
    Map<String, String> read = new LinkedHashMap<>();
    for (String label : labels == null || labels.isEmpty() ? new String[0] : labels.split(",")) {
      int colon = label.indexOf(':');
      if (colon < 1) {
        throw Refusal.of("labels", "must be like zone:eu,tier:web, not '%s'".formatted(labels));
      }
      read.put(label.substring(0, colon), label.substring(colon + 1));
    }
    return read;
  }
}
