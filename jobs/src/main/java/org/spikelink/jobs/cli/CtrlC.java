package org.spikelink.jobs.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Until finished, Ctrl-C first ends the work at hand and gives it some seconds to finish and to tell its result. */
final class CtrlC {
    private static final long PATIENCE_S = 6;

    private final CountDownLatch workDone = new CountDownLatch(1);
    private final Thread hook;

    private CtrlC(Runnable end) {
        hook = new Thread(() -> endAndWait(end), "Ctrl-C");
    }

    /** Runs {@code end} on Ctrl-C, and as the process is asked to stop otherwise. */
    static CtrlC runs(Runnable end) {
        CtrlC ctrlC = new CtrlC(end);
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        return ctrlC;
    }

    private void endAndWait(Runnable end) {
        end.run();
        try {
            if (!workDone.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("not everything was finished");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is finished: Ctrl-C is as usual again. */
    void finished() {
        workDone.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, which the hook knows best.
        }
    }
}
