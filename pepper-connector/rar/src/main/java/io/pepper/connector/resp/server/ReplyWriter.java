package io.pepper.connector.resp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.connector.resp.RespReplies;
import java.util.Arrays;

/**
 * The encoder of replies. It counts the complete ones, so that an interrupted reply can be taken
 * back and a missing or extra one is noticed.
 */
final class ReplyWriter implements RespReplies {
  /** The bytes above which complete replies are sent while the batch is still being answered. */
  static final int EARLY = 1 << 20;

  private final OutputBuffer out;
  private final Runnable sendEarly;

  private int protocol = 2;
  private int expected;
  private int complete;
  private int completeEnd;
  private int excess;

  /** The number of values that each open array still misses, the innermost last. */
  private long[] missing = new long[2];

  private int depth;

  ReplyWriter(OutputBuffer out, Runnable sendEarly) {
    this.out = out;
    this.sendEarly = sendEarly;
  }

  int protocol() {
    return protocol;
  }

  void protocol(int version) {
    protocol = version;
  }

  /** Begins the replies to that many commands. */
  void expect(int replies) {
    expected = replies;
    complete = 0;
    excess = 0;
    completeEnd = out.length();
  }

  /** Removes an incomplete reply and returns how many are missing. */
  int finish() {
    out.truncate(completeEnd);
    depth = 0;
    return expected - complete;
  }

  /**
   * Returns the number of values that came after the last expected reply; they were not written.
   */
  int excess() {
    return excess;
  }

  @Override
  public void simple(String text) {
    if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a simple string has no line breaks");
    }
    line('+', text);
  }

  @Override
  public void error(String text) {
    line('-', text.replace('\r', ' ').replace('\n', ' '));
  }

  private void line(char type, String text) {
    if (begin()) {
      out.put(type);
      out.put(text.getBytes(UTF_8));
      out.putLineEnd();
      end();
    }
  }

  @Override
  public void integer(long value) {
    if (begin()) {
      header(':', value);
      end();
    }
  }

  @Override
  public void bulk(byte[] value) {
    if (begin()) {
      header('$', value.length);
      out.put(value);
      out.putLineEnd();
      end();
    }
  }

  @Override
  public void bulk(String value) {
    bulk(value.getBytes(UTF_8));
  }

  @Override
  public void nil() {
    nil('$');
  }

  @Override
  public void nilArray() {
    nil('*');
  }

  private void nil(char type) {
    if (begin()) {
      if (protocol == 2) {
        header(type, -1);
      } else {
        out.put('_');
        out.putLineEnd();
      }
      end();
    }
  }

  @Override
  public void array(int size) {
    open('*', size, size);
  }

  @Override
  public void set(int size) {
    open(protocol == 2 ? '*' : '~', size, size);
  }

  @Override
  public void map(int pairs) {
    boolean flat = protocol == 2;
    open(flat ? '*' : '%', flat ? 2L * pairs : pairs, 2L * pairs);
  }

  private void open(char type, long announced, long values) {
    if (values < 0) {
      throw new IllegalArgumentException("an array cannot have " + values + " values");
    }
    if (!begin()) {
      return;
    }
    header(type, announced);
    if (values == 0) {
      end();
      return;
    }
    if (depth == missing.length) {
      missing = Arrays.copyOf(missing, 2 * depth);
    }
    missing[depth++] = values;
  }

  private void header(char type, long number) {
    out.put(type);
    out.putDecimal(number);
    out.putLineEnd();
  }

  private boolean begin() {
    if (depth == 0 && complete == expected) {
      excess++;
      return false;
    }
    return true;
  }

  private void end() {
    while (depth > 0 && --missing[depth - 1] == 0) {
      depth--;
    }
    if (depth > 0) {
      return;
    }
    complete++;
    if (out.length() > EARLY) {
      sendEarly.run();
    }
    completeEnd = out.length();
  }
}
