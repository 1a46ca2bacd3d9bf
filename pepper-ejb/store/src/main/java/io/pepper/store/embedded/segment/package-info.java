/**
 * The files of the log: segments of fixed size, the frames in them, and the disk below. Entrance:
 * {@link io.pepper.store.embedded.segment.SegmentFolder}.
 */
package io.pepper.store.embedded.segment;
