package io.pepper.cron.alarm;

import java.util.EnumSet;
import java.util.Set;

/**
 * A notice that has not arrived everywhere. Immutable.
 *
 * @param to the channels on which it has not
 * @param by the node that sees to it
 */
record Untold(Notice notice, Set<Channel> to, String by) {
  Untold {
    to = Set.copyOf(to);
  }

  Untold without(Channel channel) {
    Set<Channel> left = EnumSet.noneOf(Channel.class);
    left.addAll(to);
    left.remove(channel);
    return new Untold(notice, left, by);
  }

  Untold by(String node) {
    return new Untold(notice, to, node);
  }
}
