package org.spikelink.cli.console;

import java.io.PrintWriter;
import java.util.List;
import org.spikelink.tools.watch.Screen;

/** Prints a new table every second. */
public final class PlainScreen implements Screen {
    private static final int COLUMNS = 120;
    private static final int ROWS = 50;
    private static final long EVERY_MS = 1000;

    private final PrintWriter out;

    /** Prints to {@code out}, which stays open. */
    public PlainScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public long everyMs() {
        return EVERY_MS;
    }

    @Override
    public void show(List<String> lines) {
        lines.forEach(out::println);
        out.println();
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
