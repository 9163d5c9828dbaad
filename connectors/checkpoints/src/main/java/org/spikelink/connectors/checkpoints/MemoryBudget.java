package org.spikelink.connectors.checkpoints;

/**
 * How much memory a file may claim: so many times its own length. A small file that claims to be large (a zip bomb, a
 * thousand tensors that share one storage) runs out of it before the memory is taken.
 */
final class MemoryBudget {
    private static final long TIMES = 16;
    private static final long LEAST_BYTES = 16 << 20;

    private final long bytes;
    private long spent;

    MemoryBudget(long fileBytes) {
        bytes = Math.max(LEAST_BYTES, TIMES * fileBytes);
    }

    /** Claims memory before it is taken. */
    void spend(long more, String what) {
        if (more > bytes - spent) {
            throw new CheckpointException(
                    what
                            + " needs "
                            + more
                            + " bytes, but a checkpoint of this size may take no more than "
                            + bytes
                            + " in all");
        }
        spent += more;
    }
}
