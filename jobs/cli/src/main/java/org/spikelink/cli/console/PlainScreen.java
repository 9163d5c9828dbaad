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
    private final PrintWriter err;

    /** Prints tables to {@code out} and notices to {@code err}, which stay open. */
    public PlainScreen(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
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
    public boolean showsBlocks() {
        return false;
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
    public void notice(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
