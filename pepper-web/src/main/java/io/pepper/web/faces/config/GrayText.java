package io.pepper.web.faces.config;

import io.pepper.config.definition.GrayRule;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.util.stream.Collectors;

/** The rule of a gray release in words. */
final class GrayText {
  private static final int MAX_NAMED = 5;

  private GrayText() {}

  static String of(GrayRule rule) {
    return PlainText.of(
        switch (rule) {
          case GrayRule.ListedNodes list when list.nodes().size() > MAX_NAMED ->
              Readable.count(list.nodes().size()) + " nodes by their ids";
          case GrayRule.ListedNodes list ->
              (list.nodes().size() == 1 ? "the node " : "the nodes ")
                  + list.nodes().stream().sorted().collect(Collectors.joining(", "));
          case GrayRule.LabelledNodes wanted ->
              "nodes with "
                  + wanted.labels().entrySet().stream()
                      .map(label -> label.getKey() + "=" + label.getValue())
                      .sorted()
                      .collect(Collectors.joining(" and "));
          case GrayRule.ShareOfNodes share -> share.percent() + " percent of the nodes";
        });
  }
}
