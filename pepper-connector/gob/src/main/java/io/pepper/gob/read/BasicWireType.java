package io.pepper.gob.read;

import io.pepper.gob.GobBool;
import io.pepper.gob.GobBytes;
import io.pepper.gob.GobComplex;
import io.pepper.gob.GobException;
import io.pepper.gob.GobFloat;
import io.pepper.gob.GobInt;
import io.pepper.gob.GobString;
import io.pepper.gob.GobUint;
import io.pepper.gob.GobValue;
import java.io.IOException;

/** The types that need no definition, in the order of their ids from 1. */
enum BasicWireType implements WireType {
  BOOL {
    @Override
    public GobValue read(ValueInput in) {
      long bit = in.input().unsigned();
      if (bit < 0 || bit > 1) {
        throw new GobException("a bool must be 0 or 1, not " + Long.toUnsignedString(bit));
      }
      return bit == 1 ? TRUE : FALSE;
    }
  },
  INT {
    @Override
    public GobValue read(ValueInput in) {
      return new GobInt(in.input().signed());
    }
  },
  UINT {
    @Override
    public GobValue read(ValueInput in) {
      return new GobUint(in.input().unsigned());
    }
  },
  FLOAT {
    @Override
    public GobValue read(ValueInput in) {
      return new GobFloat(number(in));
    }
  },
  BYTES {
    @Override
    public GobValue read(ValueInput in) {
      return new GobBytes(in.input().bytes());
    }
  },
  STRING {
    @Override
    public GobValue read(ValueInput in) {
      return new GobString(in.input().text());
    }
  },
  COMPLEX {
    @Override
    public GobValue read(ValueInput in) {
      return new GobComplex(number(in), number(in));
    }
  },
  INTERFACE {
    @Override
    public GobValue read(ValueInput in) throws IOException {
      return in.readInterface();
    }
  };

  private static final GobBool TRUE = new GobBool(true);
  private static final GobBool FALSE = new GobBool(false);

  /** Reads a float: its bytes are reversed, so that short ones take few bytes. */
  private static double number(ValueInput in) {
    return Double.longBitsToDouble(Long.reverseBytes(in.input().unsigned()));
  }
}
