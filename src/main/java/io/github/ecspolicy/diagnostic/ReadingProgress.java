package io.github.ecspolicy.diagnostic;

import java.util.OptionalLong;

/**
 * How far reading has come.
 *
 * @param files that were read
 * @param filesInAll of which there are some
 * @param definitions that were found
 * @param bytes that were read
 * @param bytesInAll how many there are, if that is known
 */
public record ReadingProgress(
    int files, int filesInAll, long definitions, long bytes, OptionalLong bytesInAll) {}
