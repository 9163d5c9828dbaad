package org.spikelink.classify.config;

/**
 * A value that was set.
 *
 * @param key the full key, with {@code spikelink.}
 * @param value as it was written; may be a secret
 * @param origin where it was set, for error messages: {@code --linger}, {@code SPIKELINK_LINGER}, {@code
 *     spikelink.linger in FILE}
 */
record Setting(String key, String value, String origin) {
    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return origin;
    }
}
