package io.pepper.connector.resp.server;

import io.pepper.connector.resp.RespCommand;

/** A server that answers and forgets, to be measured with redis-benchmark. */
final class NoopServer {
  private NoopServer() {}

  public static void main(String[] arguments) throws Exception {
    RespServer server = new RespServer(TestLimits.defaults(), RespEncryption.none());
    System.out.println("listening " + server.bind("127.0.0.1", Integer.parseInt(arguments[0])));
    server.serve((session, batch, replies) -> {
      session.loggedIn(true);
      for (RespCommand command : batch) {
        switch (command.name()) {
          case "LPUSH" -> replies.integer(command.argumentCount() - 1);
          case "PING" -> replies.simple("PONG");
          default -> replies.error("ERR unknown command '" + command.nameAsTyped() + "'");
        }
      }
    });
    Thread.currentThread().join();
  }
}
