package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.web.api.Problems;
import io.pepper.web.poll.PollSource;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newer files that callers wait for. A file is encoded once for all who wait for it. Safe for
 * any number of threads.
 */
final class FileNews implements PollSource<FileWait, Response> {
  private record Key(DomainName domain, FileName file, boolean isIni) {}

  private record EncodedFile(PublishedFile file, byte[] body) {}

  private final Map<Key, EncodedFile> encoded = new ConcurrentHashMap<>();
  private final Problems problems;

  FileNews(Problems problems) {
    this.problems = problems;
  }

  @Override
  public Runnable subscribe(FileWait wait, Runnable changed) {
    return wait.watch().subscribe(changed);
  }

  @Override
  public Optional<Response> news(FileWait wait, boolean hasWaited) {
    try {
      return wait.watch()
          .newer()
          .map(file -> FileAnswer.of(body(wait, file), file.version(), wait.isIni()));
    } catch (RuntimeException e) {
      // Edge: whatever ends the wait is answered as it would be at its beginning.
      return Optional.of(problems.toResponse(e));
    }
  }

  private byte[] body(FileWait wait, PublishedFile file) {
    Key key = new Key(wait.watch().domain(), wait.watch().file(), wait.isIni());
    EncodedFile known = encoded.get(key);
    if (known != null && known.file() == file) {
      return known.body();
    }
    byte[] body = FileAnswer.encode(key.domain(), file, key.isIni());
    encoded.put(key, new EncodedFile(file, body));
    return body;
  }

  /**
   * Returns false: whoever has a newer revision than there is waits for one that is newer still.
   */
  @Override
  public boolean isAhead(FileWait wait) {
    return false;
  }

  @Override
  public Response nothingNew() {
    return Response.notModified().build();
  }

  @Override
  public Response failure() {
    return problems.toResponse(new IllegalStateException("a wait could not be evaluated"));
  }

  @Override
  public void shrink() {
    encoded.clear();
  }
}
