package org.spikelink.connectors.checkpoints;

/**
 * The memory that reading a file may use: 8 times the file plus 16 MiB. A small file that claims to be large (a
 * zip bomb, a thousand tensors that share one storage) exceeds it before the memory is allocated.
 */
final class MemoryBudget {
    private static final long TIMES = 8;
    private static final long MORE_BYTES = 16 << 20;

    private final long bytes;
    private long spent;

    MemoryBudget(long fileBytes) {
        bytes = TIMES * fileBytes + MORE_BYTES;
    }

    /** Counts memory of one of many small objects. */
    void spendOnObject(long more, String of) {
        if (more > bytes - spent) {
            throw new CheckpointException(
                    "the objects of %s need more than %d bytes, the most that a checkpoint of this size may take"
                            .formatted(of, bytes));
        }
        spent += more;
    }

    /** Reserves memory before it is allocated. */
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
