package io.pepper.connector.tls;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** The older encodings of private keys, as PKCS #8, which is the one that Java reads. */
final class Pkcs8 {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int CURVE = 0xa0;
  private static final byte[] VERSION = HexFormat.of().parseHex("020100");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] ELLIPTIC_CURVE = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Pkcs8() {}

  /** Returns a key of PKCS #1. */
  static byte[] ofRsa(byte[] key) {
    return element(SEQUENCE, VERSION, RSA, element(OCTET_STRING, key));
  }

  /** Returns a key of SEC 1, which names its curve itself. What is none gives what is none. */
  static byte[] ofEllipticCurve(byte[] key) {
    byte[] curve = curve(key);
    byte[] algorithm = element(SEQUENCE, ELLIPTIC_CURVE, curve);
    return element(SEQUENCE, VERSION, algorithm, element(OCTET_STRING, key));
  }

  /** Finds the curve among the parts of the key: version, number, then curve and public key. */
  private static byte[] curve(byte[] key) {
    int at = key.length > 1 && (key[1] & 0x80) != 0 ? 2 + (key[1] & 0x7f) : 2;
    while (at + 1 < key.length && key[at + 1] >= 0) {
      int end = at + 2 + key[at + 1];
      if ((key[at] & 0xff) == CURVE && end <= key.length) {
        return java.util.Arrays.copyOfRange(key, at + 2, end);
      }
      at = end;
    }
    return new byte[0];
  }

  private static byte[] element(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length < 0x80) {
      element.write(length);
    } else if (length < 0x100) {
      element.write(0x81);
      element.write(length);
    } else {
      element.write(0x82);
      element.write(length >> 8);
      element.write(length);
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
