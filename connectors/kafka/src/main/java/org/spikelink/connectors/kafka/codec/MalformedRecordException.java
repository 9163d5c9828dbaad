package org.spikelink.connectors.kafka.codec;

/**
 * A record's bytes do not have the format of its topic; the message is one line: the thing, the rule, the value
 * found.
 */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedRecordException(String message) {
        super(message);
    }

    MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
