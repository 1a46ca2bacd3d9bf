package io.pepper.discovery.cluster;

import io.pepper.discovery.cluster.Cell.Pending;
import java.util.List;

/** What holds on this node alone and is still to be told. */
final class Leftover {
  private Leftover() {}

  /** As much of it as fits into one transaction. Called locked. */
  static Batch batch(Book book) {
    Batch batch = new Batch();
    for (Cell cell : book.pending()) {
      Write write = write(cell, cell.pending().orElseThrow());
      if (!batch.hasRoomFor(List.of(write), true)) {
        return batch;
      }
      batch.add(write, true);
    }
    for (AppState app : book.ahead()) {
      if (!batch.hasRoomForApp()) {
        return batch;
      }
      batch.touch(app.key(), app.changedAt());
    }
    return batch;
  }

  private static Write write(Cell cell, Pending pending) {
    return new Write(cell.place(), pending.value(), pending.changed(), cell.revision());
  }
}
