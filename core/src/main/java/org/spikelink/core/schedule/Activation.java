package org.spikelink.core.schedule;

import java.io.Serializable;

/**
 * A rule: a version steps the selected streams from a time on, until a later rule selects them.
 *
 * @param sha256 of the version
 * @param fromMs Kafka time, ms since 1970: streams change at the first decision window whose first bin was closed by a
 *     record of this time or later
 * @param streams the streams
 * @param reason why a {@link RollbackRule} made it, for people; empty if a command did
 */
public record Activation(String sha256, long fromMs, StreamSelector streams, String reason)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Throws {@link ScheduleException} if the sha256 is none, or the reason is too long. */
    public Activation {
        ModelVersion.checkSha256("activations sha256", sha256);
        Reason.check("activations reason", reason);
    }

    /** An activation by a command. */
    public Activation(String sha256, long fromMs, StreamSelector streams) {
        this(sha256, fromMs, streams, Reason.NONE);
    }

    boolean applies(String stream, long inputMs) {
        return fromMs <= inputMs && streams.selects(stream);
    }
}
