package org.spikelink.jobs.classify.config;

/**
 * A value that somebody set.
 *
 * @param key {@code spikelink.} and what follows
 * @param value as it was written; may be a secret
 * @param origin where, as an error names it: {@code --linger}, {@code SPIKELINK_LINGER}, {@code spikelink.linger in FILE}
 */
record Setting(String key, String value, String origin) {
    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return origin;
    }
}
