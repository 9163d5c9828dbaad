package org.spikelink.tests.cluster;

import java.io.IOException;

/** Commands of the machine, which may lack them or not permit them. */
final class Tool {
    private Tool() {}

    /** Runs a command; whether it is there and ended well. What it says is not kept. */
    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
