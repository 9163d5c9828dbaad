package org.spikelink.tools.watch;

import java.util.List;

/** Shows snapshots. */
public interface Screen extends AutoCloseable {
    /** Width, characters. */
    int columns();

    /** Number of streams that fit. */
    int rows();

    /** Whether it shows the blocks that sparklines are made of. */
    boolean showsBlocks();

    /** Time between snapshots, ms. */
    long everyMs();

    /** Shows lines, instead of the previous ones or below them. */
    void show(List<String> lines);

    /** Shows a line that is not part of a snapshot. Does nothing where a snapshot says the same. */
    void notice(String line);

    @Override
    void close();
}
