package org.spikelink.connectors.checkpoints;

import net.razorvine.pickle.Opcodes;

/** Heap bytes, rounded up, of the objects that a pickle's opcodes create. */
final class PickleCost {
    /** An entry of a dict, with its share of the table. */
    static final long OF_ENTRY = 64;

    private static final long REFERENCE = 8;
    private static final long NUMBER = 24;
    private static final long SMALL_OBJECT = 64;
    private static final long DICT = 128;
    private static final long TEXT = 64;

    private PickleCost() {}

    /** What an opcode takes, besides the text it reads and the entries it adds. */
    static long of(short opcode) {
        return switch (opcode) {
            case Opcodes.EMPTY_DICT, Opcodes.REDUCE -> DICT;
            case Opcodes.EMPTY_LIST,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.APPEND,
                    Opcodes.APPENDS,
                    Opcodes.BINPERSID,
                    Opcodes.GLOBAL,
                    Opcodes.INST,
                    Opcodes.STACK_GLOBAL,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.MEMOIZE ->
                    SMALL_OBJECT;
            case Opcodes.BININT, Opcodes.BININT2, Opcodes.BINFLOAT, Opcodes.LONG1 -> NUMBER;
            default -> REFERENCE;
        };
    }

    static long ofText(long bytes) {
        return TEXT + 2 * bytes;
    }
}
