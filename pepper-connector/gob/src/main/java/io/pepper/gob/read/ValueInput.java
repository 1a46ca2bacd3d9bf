package io.pepper.gob.read;

import io.pepper.gob.GobException;
import io.pepper.gob.GobInterface;
import io.pepper.gob.GobLimitException;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import java.io.IOException;

/**
 * The values of a stream: which type comes next, and how much of one value is used up. A message
 * may be cut wherever the type of an interface's value is due, since Go sends the definitions of
 * types in messages of their own.
 */
final class ValueInput {
  /** Go's own limit for the names of registered types. */
  private static final int MAX_NAME_CHARS = 1024;

  /** The most bytes of all definitions of a stream, which are kept as long as it is read. */
  private static final int MAX_DEFINITION_BYTES = 64 << 10;

  /** About what a byte of a definition takes in memory. */
  private static final int DEFINITION_WEIGHT = 16;

  /** The parts whose memory is acquired at once. */
  private static final int CHARGED_PARTS = 1024;

  private final MessageInput input;
  private final GobLimits limits;
  private final TypeTable types;
  private int depth;
  private long parts;
  private long charged;
  private long definitionBytes;

  ValueInput(MessageInput input, GobLimits limits) {
    this.input = input;
    this.limits = limits;
    types = new TypeTable(limits.types());
  }

  MessageInput input() {
    return input;
  }

  TypeTable types() {
    return types;
  }

  GobValue readTop() throws IOException {
    depth = 0;
    parts = 0;
    charged = 0;
    return readValue(nextType(false));
  }

  private GobValue readValue(WireType type) throws IOException {
    if (!type.isStruct() && input.unsigned() != 0) {
      throw new GobException("a value that is no struct must begin with 0");
    }
    return type.read(this);
  }

  /** Reads definitions of types until the type of a value comes. */
  private WireType nextType(boolean isInInterface) throws IOException {
    while (true) {
      if (input.isUsedUp()) {
        input.nextMessage();
        continue;
      }
      long id = input.signed();
      if (id >= 0) {
        return types.find(id);
      }
      define(-id);
      if (!input.isUsedUp()) {
        if (!isInInterface) {
          throw new GobException("bytes are left after the definition of type " + -id);
        }
        input.unsigned(); // the length of what follows, which the message's own end limits
      }
    }
  }

  private void define(long id) throws IOException {
    int start = input.position();
    GobStruct definition = Definitions.WIRE_TYPE.read(this);
    int bytes = input.position() - start;
    definitionBytes += bytes;
    MessageInput.check("definition bytes", definitionBytes, MAX_DEFINITION_BYTES);
    input.chargeStream((long) bytes * DEFINITION_WEIGHT);
    types.define(id, Definitions.type(definition));
  }

  /** Returns how many elements and fields the value has, with those of all values in it. */
  long parts() {
    return parts;
  }

  GobInterface readInterface() throws IOException {
    String name = input.text();
    if (name.isEmpty()) {
      return GobInterface.NIL;
    }
    if (name.length() > MAX_NAME_CHARS) {
      throw new GobLimitException("type name characters", name.length(), MAX_NAME_CHARS);
    }
    enter(1);
    WireType type = nextType(true);
    input.unsigned(); // a byte count, which is wrong if definitions follow inside of the value
    GobValue value = readValue(type);
    leave();
    return new GobInterface(name, value);
  }

  /** Reads the number of elements of a collection. */
  int count() {
    return input.count(limits.elements());
  }

  /** Begins a value that has parts, for each of which a place is kept. */
  void enter(int count) {
    if (++depth > limits.depth()) {
      throw new GobLimitException("depth", depth, limits.depth());
    }
    parts += count;
    MessageInput.check("parts", parts, limits.parts());
    if (parts - charged >= CHARGED_PARTS) {
      input.chargeValue((parts - charged) * GobReader.PART_BYTES);
      charged = parts;
    }
  }

  void leave() {
    depth--;
  }
}
