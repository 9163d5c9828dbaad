package org.spikelink.core.schedule;

import java.io.Serializable;

/** Where the schedule of a model comes from while a job runs. Serializable: it is sent with the job. */
public interface ScheduleFeed extends Serializable {
    /**
     * Starts to follow the schedule on a thread of its own. A place that does not answer is asked again until {@link
     * Following#close}; nothing is thrown for it.
     */
    Following follow(Listener listener);

    /** Receives schedules, on the thread that follows. */
    interface Listener {
        /** The newest schedule; at first the one that stands, which may be empty, then each that replaces it. */
        void changed(ModelSchedule schedule);

        /** The schedule cannot be read, for the reason given. Reported once until it can be read again. */
        void unreadable(String reason);

        /** The schedule can be read again. */
        void readable();
    }

    /** A schedule that is being followed. */
    interface Following extends AutoCloseable {
        /** Ends the thread; waits for it a few seconds at most. The listener is not called afterwards. */
        @Override
        void close();
    }
}
