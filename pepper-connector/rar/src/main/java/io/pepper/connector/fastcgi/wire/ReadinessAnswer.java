package io.pepper.connector.fastcgi.wire;

import java.nio.ByteBuffer;

/**
 * The parser of the answer to a {@link ReadinessQuestion}, however the network has cut it: records
 * are skipped until the one that ends the answer. One instance per answer; used by one thread at a
 * time.
 */
final class ReadinessAnswer {
  private final ByteBuffer header = ByteBuffer.allocate(Records.HEADER_LENGTH);
  private int content;
  private boolean last;
  private boolean complete;

  /**
   * Takes bytes up to the end of the answer.
   *
   * @return whether the answer is complete; bytes may be left over then
   * @throws MalformedAnswerException if the peer does not speak FastCGI
   */
  public boolean feed(ByteBuffer in) {
    while (in.hasRemaining() && !complete) {
      if (content > 0) {
        skipContent(in);
      } else {
        header.put(in.get());
        if (!header.hasRemaining()) {
          beginRecord();
        }
      }
      complete = last && content == 0;
    }
    return complete;
  }

  private void skipContent(ByteBuffer in) {
    int size = Math.min(content, in.remaining());
    in.position(in.position() + size);
    content -= size;
  }

  private void beginRecord() {
    header.flip();
    RecordParser.checkVersion(header.get());
    int type = header.get();
    header.getShort();
    content = Short.toUnsignedInt(header.getShort()) + Byte.toUnsignedInt(header.get());
    header.clear();
    last =
        type == Records.GET_VALUES_RESULT
            || type == Records.UNKNOWN_TYPE
            || type == Records.END_REQUEST;
  }
}
