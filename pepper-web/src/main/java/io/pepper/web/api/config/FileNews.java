package io.pepper.web.api.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.web.api.Problems;
import io.pepper.web.api.config.form.FileForm;
import io.pepper.web.poll.PollSource;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newer files that callers wait for. A file is encoded once for all who wait for it as it is
 * for all. Safe for any number of threads.
 */
final class FileNews implements PollSource<FileWait, Response> {
  private record Key(DomainName domain, FileName file, FileForm form) {}

  private record EncodedFile(PublishedFile file, byte[] body) {}

  private final Map<Key, EncodedFile> encoded = new ConcurrentHashMap<>();
  private final Problems problems;

  FileNews(Problems problems) {
    this.problems = problems;
  }

  @Override
  public Runnable subscribe(FileWait wait, Runnable changed) {
    return switch (wait) {
      case FileWait.ForAll all -> all.watch().subscribe(changed);
      case FileWait.ForNode node -> node.watch().subscribe(changed);
    };
  }

  @Override
  public Optional<Response> news(FileWait wait, boolean hasWaited) {
    try {
      return switch (wait) {
        case FileWait.ForAll all ->
            all.watch()
                .newer()
                .map(file -> FileAnswer.of(body(all, file), file.version(), all.form()));
        case FileWait.ForNode node ->
            node.watch()
                .news(hasWaited)
                .map(file -> FileAnswer.of(file, node.watch().node().id(), node.form()));
      };
    } catch (RuntimeException e) {
      // Edge: whatever ends the wait is answered as it would be at its beginning.
      return Optional.of(problems.toResponse(e));
    }
  }

  private byte[] body(FileWait.ForAll wait, PublishedFile file) {
    Key key = new Key(wait.watch().domain(), wait.watch().file(), wait.form());
    EncodedFile known = encoded.get(key);
    if (known != null && known.file() == file) {
      return known.body();
    }
    byte[] body = FileAnswer.encode(key.domain(), file, key.form());
    encoded.put(key, new EncodedFile(file, body));
    return body;
  }

  /**
   * Returns false of a file as it is for all: whoever has a newer revision than there is waits for
   * one that is newer still.
   */
  @Override
  public boolean isAhead(FileWait wait) {
    return wait instanceof FileWait.ForNode node && node.watch().isAhead();
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
