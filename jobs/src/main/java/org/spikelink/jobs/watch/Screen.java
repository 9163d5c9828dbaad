package org.spikelink.jobs.watch;

import java.util.List;

/** Where snapshots are shown. */
public interface Screen extends AutoCloseable {
    /** Width, characters. */
    int columns();

    /** Rows of streams that are shown. */
    int rows();

    /** How long until the next snapshot, ms. */
    long everyMs();

    /** Shows lines in place of the ones before, or after them. */
    void show(List<String> lines);

    @Override
    void close();
}
