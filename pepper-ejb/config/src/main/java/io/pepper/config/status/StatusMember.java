package io.pepper.config.status;

import io.pepper.coordination.ValueJson;
import io.pepper.coordination.membership.Member;
import io.pepper.coordination.membership.MemberFormat;
import jakarta.json.JsonObject;

/** A server among those that tell each other who their nodes are. */
record StatusMember(String incarnation, String home) implements Member {
  static MemberFormat<StatusMember> at(String home) {
    return new MemberFormat<>() {
      @Override
      public StatusMember create(String incarnation) {
        return new StatusMember(incarnation, home);
      }

      @Override
      public StatusMember read(byte[] value) {
        JsonObject json = ValueJson.read(value);
        return new StatusMember(json.getString("incarnation"), json.getString("home"));
      }
    };
  }

  @Override
  public byte[] toBytes() {
    return ValueJson.bytes(ValueJson.object().add("incarnation", incarnation).add("home", home));
  }
}
