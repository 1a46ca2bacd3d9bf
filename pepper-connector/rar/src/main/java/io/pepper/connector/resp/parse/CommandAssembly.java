package io.pepper.connector.resp.parse;

import io.pepper.connector.resp.RespCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words that become commands and the commands that become a batch, with the memory that they
 * take.
 */
final class CommandAssembly {
  private static final int MAX_BATCH_COMMANDS = 1024;
  private static final int MAX_BATCH_BYTES = 1 << 20;
  private static final int FIRST_WORDS = 32;
  private static final int KEPT_LIST = 64;

  private final BufferShare share;
  private List<RespCommand> batch = new ArrayList<>(1);
  private byte[][] words;
  private int filled;
  private int count;
  private long commandBytes;
  private long batchBytes;

  CommandAssembly(BufferShare share) {
    this.share = share;
  }

  List<RespCommand> batch() {
    return batch;
  }

  boolean isBatchFull() {
    return batch.size() >= MAX_BATCH_COMMANDS || batchBytes >= MAX_BATCH_BYTES;
  }

  void begin(int count) {
    this.count = count;
    filled = 0;
    words = new byte[Math.min(count, FIRST_WORDS)][];
  }

  /** Acquires memory for the command in hand; returns false if none is left. */
  boolean charge(long bytes) {
    if (!share.acquire(bytes)) {
      return false;
    }
    commandBytes += bytes;
    return true;
  }

  long commandBytes() {
    return commandBytes;
  }

  void add(byte[] word) {
    if (filled == words.length) {
      words = Arrays.copyOf(words, (int) Math.min(count, filled * 2L));
    }
    words[filled++] = word;
  }

  /** Sets the words of a whole command. */
  void addAll(byte[][] all) {
    words = all;
    count = all.length;
    filled = count;
  }

  /** Counts a word that is not kept. */
  void skipWord() {
    filled++;
  }

  boolean isComplete() {
    return filled == count;
  }

  /** Forgets the words of the command in hand; its missing words are only counted. */
  void drop() {
    words = null;
    share.giveBack(commandBytes);
    commandBytes = 0;
  }

  /** Moves the complete command into the batch. */
  void finish() {
    batch.add(new RespCommand(words));
    words = null;
    batchBytes += commandBytes;
    commandBytes = 0;
  }

  /** Clears the batch, which is answered, and gives its memory back. */
  void batchAnswered() {
    if (batch.size() > KEPT_LIST) {
      batch = new ArrayList<>(1);
    } else {
      batch.clear();
    }
    share.giveBack(batchBytes);
    batchBytes = 0;
  }
}
