package io.pepper.bridge;

/**
 * An entry of a foreign registry as it was read.
 *
 * @param key in the store's own form, unique in the store
 * @param value in the form of the programs that the store belongs to
 * @param revision of the entry, greater than 0; another one after each write of the entry, also of
 *     the same value
 * @param session that keeps the entry; empty if none does, so that it stays until it is removed
 */
public record ForeignEntry(String key, byte[] value, long revision, String session) {}
