package org.spikelink.cli.console;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Supplier;
import org.spikelink.tools.text.Sparkline;
import org.spikelink.tools.watch.Screen;
import org.spikelink.tools.watch.SnapshotText;

/** Refreshes one table in place with ANSI escape sequences, as large as the terminal allows. */
public final class TerminalScreen implements Screen {
    private static final String CLEAR = "\u001b[2J";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_TO_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final long EVERY_MS = 250;
    private static final long ASK_EVERY_NS = 1_000_000_000;

    private final PrintWriter out;
    private final Supplier<TerminalSize> sizeNow;
    private final boolean showsBlocks;
    private TerminalSize size = TerminalSize.DEFAULT;
    private long askNs = System.nanoTime();
    private boolean started;
    private boolean closed;

    /**
     * A screen that clears the terminal before its first table.
     *
     * @param out the terminal; stays open
     * @param sizeNow the terminal's size; called about once a second
     * @param charset its character set, which may lack what sparklines are made of
     */
    public TerminalScreen(PrintWriter out, Supplier<TerminalSize> sizeNow, Charset charset) {
        this.out = out;
        this.sizeNow = sizeNow;
        this.showsBlocks = charset.newEncoder().canEncode(Sparkline.BLOCKS);
    }

    @Override
    public int columns() {
        return size().columns();
    }

    @Override
    public int rows() {
        return Math.max(1, size().lines() - SnapshotText.OTHER_LINES - 1);
    }

    private TerminalSize size() {
        if (System.nanoTime() - askNs >= 0) {
            size = sizeNow.get();
            askNs = System.nanoTime() + ASK_EVERY_NS;
        }
        return size;
    }

    @Override
    public boolean showsBlocks() {
        return showsBlocks;
    }

    @Override
    public long everyMs() {
        return EVERY_MS;
    }

    @Override
    public synchronized void show(List<String> lines) {
        if (closed) {
            return;
        }
        StringBuilder text = new StringBuilder(started ? HOME : HIDE_CURSOR + CLEAR + HOME);
        started = true;
        int width = columns();
        for (String line : lines) {
            text.append(line, 0, Math.min(line.length(), width));
            text.append(CLEAR_TO_LINE_END).append('\n');
        }
        out.print(text.append(CLEAR_BELOW));
        out.flush();
    }

    @Override
    public void notice(String line) {
        // The table says it, and has the terminal to itself.
    }

    /** Shows the cursor again; the last table stays. */
    @Override
    public synchronized void close() {
        if (started && !closed) {
            out.print(SHOW_CURSOR);
            out.flush();
        }
        closed = true;
    }
}
