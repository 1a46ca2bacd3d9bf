package io.pepper.gob;

/**
 * One value of a gob stream. All kinds are immutable, and safe for any number of threads.
 *
 * <p>Go sends neither zero values of a struct's fields nor nil pointers, empty slices and nil maps:
 * a {@link GobStruct} lacks such fields.
 */
public sealed interface GobValue
    permits GobBool,
        GobInt,
        GobUint,
        GobFloat,
        GobComplex,
        GobBytes,
        GobString,
        GobOpaque,
        GobStruct,
        GobList,
        GobMap,
        GobInterface {}
