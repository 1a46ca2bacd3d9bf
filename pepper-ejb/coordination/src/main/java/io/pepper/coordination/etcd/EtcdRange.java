package io.pepper.coordination.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.OptionsUtil;
import io.pepper.coordination.CoordinationUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All keys under a prefix, sorted, as they were at one revision; read page by page, since an answer
 * of etcd has a limit.
 */
record EtcdRange<T>(List<T> keys, long revision) {
  private static final int PAGE = 1_000;

  /**
   * @throws CoordinationUnavailableException if there is no good answer in time
   */
  static <T> EtcdRange<T> read(
      EtcdConnection etcd, ByteSequence prefix, Function<KeyValue, T> reader) {
    GetOption.Builder page =
        GetOption.builder()
            .withRange(OptionsUtil.prefixEndOf(prefix))
            .withSortField(GetOption.SortTarget.KEY)
            .withSortOrder(GetOption.SortOrder.ASCEND)
            .withLimit(PAGE);
    List<T> keys = new ArrayList<>();
    ByteSequence from = prefix;
    long revision = 0;
    boolean more = true;
    while (more) {
      ByteSequence start = from;
      GetResponse answer = etcd.call(client -> client.getKVClient().get(start, page.build()));
      answer.getKvs().forEach(stored -> keys.add(reader.apply(stored)));
      if (revision == 0) {
        // All pages show the keys as they were when the first was read.
        revision = answer.getHeader().getRevision();
        page.withRevision(revision);
      }
      more = answer.isMore();
      from = more ? after(answer.getKvs().getLast()) : from;
    }
    return new EtcdRange<>(keys, revision);
  }

  private static ByteSequence after(KeyValue last) {
    return last.getKey().concat(ByteSequence.from(new byte[] {0}));
  }
}
