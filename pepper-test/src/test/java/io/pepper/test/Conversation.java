package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;

/**
 * A login and then rounds of four commands whose replies cannot be mistaken for each other: an
 * echo, a push in each form, and a command that does not exist.
 */
record Conversation(String queue, int rounds) {

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(RespSocket.encoded("AUTH", queue, "p"));
    for (int i = 0; i < rounds; i++) {
      bytes.writeBytes(RespSocket.encoded("ECHO", "e" + i));
      bytes.writeBytes(RespSocket.encoded("LPUSH", queue, "payload " + i));
      bytes.writeBytes(RespSocket.encoded("NOPE" + i));
      bytes.writeBytes(RespSocket.encoded("lpush", queue + "/default", "payload " + i));
    }
    return bytes.toByteArray();
  }

  /** Sends it in pieces of random size while checking each reply in its turn. */
  void hold(RespSocket client, Random random) throws IOException, InterruptedException {
    Thread sender = Thread.ofVirtual().start(() -> sendInPieces(client, random));
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    for (int i = 0; i < rounds; i++) {
      assertThat(client.reply()).endsWith("e" + i + "\r\n");
      assertThat(client.reply()).startsWith(":");
      assertThat(client.reply()).isEqualTo("-ERR unknown command 'NOPE" + i + "'\r\n");
      assertThat(client.reply()).contains("\"error\":\"\"");
    }
    sender.join();
  }

  /** It with up to four bytes changed, mostly to bytes that mean something to the protocol. */
  byte[] mutated(Random random) {
    byte[] bytes = bytes();
    for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
      bytes[random.nextInt(bytes.length)] = (byte) "*$\r\n:-0159 ".charAt(random.nextInt(11));
    }
    return bytes;
  }

  private void sendInPieces(RespSocket client, Random random) {
    byte[] bytes = bytes();
    try {
      for (int at = 0; at < bytes.length; ) {
        int most = random.nextBoolean() ? 3 : 300;
        int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
        client.sendBytes(Arrays.copyOfRange(bytes, at, end));
        at = end;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
