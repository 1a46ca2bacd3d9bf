package io.pepper.coordination;

import io.pepper.coordination.embedded.EmbeddedCoordination;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedReplicatedMapTest extends ReplicatedMapContract {
  @TempDir Path folder;

  @Override
  Coordination connect() {
    return new EmbeddedCoordination(folder);
  }
}
