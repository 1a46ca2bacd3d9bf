package io.pepper.connector.resp.server;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.RespSession;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A small application with one command for each thing a test needs. */
class EchoHandler implements RespHandler {
  final AtomicInteger batches = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();

  @Override
  public void handle(RespSession session, List<RespCommand> batch, RespReplies replies) {
    batches.incrementAndGet();
    for (RespCommand command : batch) {
      if (session.attachment() != null) {
        return;
      }
      answer(session, command, replies);
    }
  }

  private void answer(RespSession session, RespCommand command, RespReplies replies) {
    switch (command.name()) {
      case "PING" -> replies.simple("PONG");
      case "AUTH" -> {
        session.loggedIn(!command.text(0).equals("wrong"));
        replies.simple("OK");
      }
      case "HELLO" -> {
        session.useProtocol(Integer.parseInt(command.text(0)));
        replies.map(1);
        replies.bulk("proto");
        replies.integer(session.protocol());
      }
      case "ECHO" -> replies.bulk(command.argument(0));
      case "HOLD" -> replies.integer(session.hold(Long.parseLong(command.text(0))) ? 1 : 0);
      case "RELEASE" -> {
        session.release(Long.parseLong(command.text(0)));
        replies.simple("OK");
      }
      case "LENGTH" -> replies.integer(command.argument(0).length);
      case "BYTES" -> replies.bulk(new byte[Integer.parseInt(command.text(0))]);
      case "QUIT" -> {
        replies.simple("OK");
        session.closeAfterReplies();
        session.attach("quit");
      }
      case "THROW" -> {
        replies.array(3);
        replies.integer(1);
        throw new IllegalStateException("as the test asked");
      }
      case "SILENT" -> {}
      case "TWICE" -> {
        replies.simple("ONE");
        replies.simple("TWO");
      }
      default -> replies.error("ERR unknown command '" + command.nameAsTyped() + "'");
    }
  }

  @Override
  public void refused(RespSession session) {
    refused.incrementAndGet();
  }

  @Override
  public void closed(RespSession session) {
    closed.incrementAndGet();
  }
}
