package io.pepper.bench.peers.measure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The prepared bytes of one connection of {@link LoadGenerator}.
 *
 * @param hello sent once, before the measurement; may be empty
 * @param helloLines lines that the server sends until it is ready, its greeting included
 * @param request sent as one piece, again and again
 * @param answers in reply to one such piece
 * @param mark a byte that stands once in each good answer and in nothing else that is sent
 */
public record Wire(byte[] hello, int helloLines, byte[] request, int answers, byte mark) {
  /**
   * @param command of one operation, repeated {@code pipeline} times in one piece
   */
  public static Wire of(String hello, int helloLines, byte[] command, int pipeline, char mark) {
    ByteBuffer request = ByteBuffer.allocate(command.length * pipeline);
    for (int i = 0; i < pipeline; i++) {
      request.put(command);
    }
    return new Wire(hello.getBytes(US_ASCII), helloLines, request.array(), pipeline, (byte) mark);
  }
}
