package io.pepper.connector.resp.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pepper.connector.resp.RespCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Feeds a parser in pieces and writes down what comes out; {@code AUTH} logs in. */
final class Transcript {
  private final List<String> events = new ArrayList<>();
  private final BufferBudget budget;
  private final RespParser parser;
  private boolean failed;

  Transcript(ParserLimits limits) {
    budget = new BufferBudget(limits.bufferBytes());
    parser = new RespParser(limits.stranger(), limits.member(), budget, new BufferShare(budget));
  }

  static List<String> of(ParserLimits limits, byte[] bytes, int... cuts) {
    Transcript transcript = new Transcript(limits);
    int from = 0;
    for (int cut : cuts) {
      transcript.feed(Arrays.copyOfRange(bytes, from, cut));
      from = cut;
    }
    transcript.feed(Arrays.copyOfRange(bytes, from, bytes.length));
    return transcript.events();
  }

  void feed(byte[] piece) {
    if (failed) {
      return;
    }
    parser.feed(piece, piece.length);
    ParseOutcome outcome;
    do {
      outcome = parser.next();
      answer();
      if (outcome == ParseOutcome.REFUSED || outcome == ParseOutcome.FAILED) {
        events.add("-" + parser.complaint());
        failed = outcome == ParseOutcome.FAILED;
      }
    } while (outcome != ParseOutcome.NEEDS_BYTES && !failed);
  }

  private void answer() {
    for (RespCommand command : parser.batch()) {
      StringBuilder text = new StringBuilder(command.nameAsTyped());
      for (int i = 0; i < command.argumentCount(); i++) {
        text.append('|').append(new String(command.argument(i), ISO_8859_1));
      }
      events.add(text.toString());
      if (command.name().equals("AUTH")) {
        parser.loggedIn(true);
      }
    }
    parser.batchAnswered();
  }

  List<String> events() {
    return events;
  }

  BufferBudget budget() {
    return budget;
  }

  RespParser parser() {
    return parser;
  }
}
