package io.pepper.coordination.membership;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonObject;

/** A member with nothing of its own. */
record TestMember(String incarnation, String home) implements Member {
  static MemberFormat<TestMember> at(String home) {
    return new MemberFormat<>() {
      @Override
      public TestMember create(String incarnation) {
        return new TestMember(incarnation, home);
      }

      @Override
      public TestMember read(byte[] value) {
        JsonObject json = ValueJson.read(value);
        return new TestMember(json.getString("incarnation"), json.getString("home"));
      }
    };
  }

  @Override
  public byte[] toBytes() {
    return ValueJson.bytes(ValueJson.object().add("incarnation", incarnation).add("home", home));
  }
}
