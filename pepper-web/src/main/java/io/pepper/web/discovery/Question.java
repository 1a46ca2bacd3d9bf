package io.pepper.web.discovery;

import io.pepper.discovery.instance.AppKey;
import java.util.List;

/**
 * What a poll wants to hear of. Immutable.
 *
 * @param apps each once
 * @param known for each application the timestamp of what the caller has, 0 if it has nothing
 * @param zone the only one wanted; empty for all
 * @param isSingle asked at {@code poll}, whose reply is the one application itself
 */
record Question(List<AppKey> apps, long[] known, String zone, boolean isSingle) {}
