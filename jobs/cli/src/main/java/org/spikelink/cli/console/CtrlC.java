package org.spikelink.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Until the work is finished, Ctrl-C asks it to stop and gives it some seconds to finish and print its result. */
public final class CtrlC {
    private static final long PATIENCE_S = 6;

    private final CountDownLatch workDone = new CountDownLatch(1);
    private final Thread hook;

    private CtrlC(Runnable end) {
        hook = new Thread(() -> endAndWait(end), "Ctrl-C");
    }

    /** Runs {@code end} on Ctrl-C or when the process is terminated otherwise. */
    public static CtrlC runs(Runnable end) {
        CtrlC ctrlC = new CtrlC(end);
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        return ctrlC;
    }

    private void endAndWait(Runnable end) {
        end.run();
        try {
            if (!workDone.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("stopped before all work was finished");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is finished: Ctrl-C ends the process again. */
    public void finished() {
        workDone.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is running.
        }
    }
}
