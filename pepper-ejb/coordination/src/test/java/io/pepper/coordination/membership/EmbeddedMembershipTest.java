package io.pepper.coordination.membership;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMembershipTest extends MembershipContract {
  @TempDir Path folder;

  @Override
  Coordination connect() {
    return new EmbeddedCoordination(folder);
  }
}
