package io.pepper.web.discovery.call;

import io.pepper.discovery.instance.AppKey;
import java.util.List;

/**
 * The question of a poll. Immutable.
 *
 * @param caller host name that the caller gives itself
 * @param apps each once
 * @param known for each application the timestamp of what the caller has, 0 if it has nothing
 * @param zone the only one wanted; empty for all
 * @param isSingle asked at {@code poll}, whose reply is the one application itself
 * @param wantsVanished whether it is news that an application has no instance any more; the
 *     original's clients would ask in a tight loop then
 */
public record PollRequest(
    String caller,
    List<AppKey> apps,
    long[] known,
    String zone,
    boolean isSingle,
    boolean wantsVanished) {}
