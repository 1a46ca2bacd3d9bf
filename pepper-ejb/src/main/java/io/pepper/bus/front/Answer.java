package io.pepper.bus.front;

import io.pepper.connector.resp.RespReplies;

/** The reply of one command, written when its turn comes. */
@FunctionalInterface
interface Answer {
  Answer OK = replies -> replies.simple("OK");

  void write(RespReplies replies);

  static Answer error(String text) {
    return replies -> replies.error(text);
  }
}
