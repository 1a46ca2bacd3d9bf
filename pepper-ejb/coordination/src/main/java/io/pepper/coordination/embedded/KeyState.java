package io.pepper.coordination.embedded;

import io.pepper.coordination.Coordination.Entry;
import java.util.Map;

/**
 * All that the files of the embedded adapter hold.
 *
 * @param keys the lasting keys
 * @param ceiling the revision that is certainly above every revision used
 * @param generation names the records of the journal that are newer than the table
 */
record KeyState(Map<String, Entry> keys, long ceiling, long generation) {}
