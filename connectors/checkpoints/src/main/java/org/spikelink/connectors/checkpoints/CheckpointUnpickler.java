package org.spikelink.connectors.checkpoints;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Unpickles plain data and tensors, and nothing else. The library's process-wide registry of constructors is never
 * used: every opcode that refers to, creates or changes an object is handled here, opcodes for plain data are left to
 * the library, and all others are rejected.
 */
final class CheckpointUnpickler extends Unpickler {
    private final MemoryBudget budget;

    private CheckpointUnpickler(MemoryBudget budget) {
        this.budget = budget;
    }

    /**
     * The object that a pickle describes: maps in the order of the file, lists, arrays for tuples, {@link TensorRef}.
     *
     * @param budget for the objects, which can take a hundred times the bytes of the pickle
     * @throws CheckpointException if it is not a pickle, contains a name that is not allowed, or exceeds the budget
     */
    static Object unpickle(byte[] pickle, MemoryBudget budget) {
        ByteArrayInputStream in = new ByteArrayInputStream(pickle);
        try {
            return new CheckpointUnpickler(budget).load(in);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // on broken pickles the library throws whatever its casts and stack operations cause
            int at = pickle.length - in.available();
            throw new CheckpointException(
                    "data.pkl is not a valid pickle (before byte " + at + ")", e);
        }
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        spend(PickleCost.of(opcode));
        switch (opcode) {
            case Opcodes.GLOBAL -> global();
            case Opcodes.INST -> global();
            case Opcodes.STACK_GLOBAL -> stackGlobal();
            case Opcodes.BUILD -> build();
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<Object, Object>());
            case Opcodes.SETITEM -> setItem();
            case Opcodes.SETITEMS -> setItems();
            case Opcodes.BINUNICODE ->
                    text(PickleUtils.bytes_to_uint(PickleUtils.readbytes(input, 4), 0));
            case Opcodes.SHORT_BINUNICODE -> text(PickleUtils.readbyte(input));
            case Opcodes.MARK,
                    Opcodes.STOP,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.LONG1,
                    Opcodes.BINFLOAT,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.EMPTY_LIST,
                    Opcodes.APPEND,
                    Opcodes.APPENDS,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.MEMOIZE,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET,
                    Opcodes.PROTO,
                    Opcodes.FRAME,
                    Opcodes.BINPERSID,
                    Opcodes.REDUCE -> {
                return super.dispatch(opcode);
            }
            default ->
                    throw new CheckpointException(
                            String.format(
                                    "pickle opcode 0x%02x is not allowed in a checkpoint", opcode));
        }
        return NO_RETURN_VALUE;
    }

    @Override
    protected Object persistentLoad(Object id) {
        return AllowedGlobals.storage(id);
    }

    private void spend(long bytes) {
        budget.spendOnObject(bytes, "data.pkl");
    }

    private void global() throws IOException {
        String module = PickleUtils.readline(input);
        stack.add(AllowedGlobals.of(module, PickleUtils.readline(input)));
    }

    private void stackGlobal() {
        String name = (String) stack.pop();
        stack.add(AllowedGlobals.of((String) stack.pop(), name));
    }

    /** An OrderedDict's attributes ({@code _metadata}, the modules' versions) do not concern its tensors. */
    private void build() {
        stack.pop();
        if (!(stack.peek() instanceof Map)) {
            throw new CheckpointException("only a dict may have attributes in a checkpoint");
        }
    }

    private void text(long length) throws IOException {
        if (length < 0 || length > input.available()) {
            throw new CheckpointException(
                    "data.pkl must hold the "
                            + length
                            + " bytes of a text (got "
                            + input.available()
                            + ")");
        }
        spend(PickleCost.ofText(length));
        stack.add(new String(input.readNBytes((int) length), StandardCharsets.UTF_8));
    }

    private void setItem() {
        Object value = stack.pop();
        Object key = stack.pop();
        put(key, value);
    }

    private void setItems() {
        List<Object> items = stack.pop_all_since_marker();
        for (int i = 0; i < items.size(); i += 2) {
            put(items.get(i), items.get(i + 1));
        }
    }

    /** A container as a key could contain itself, and computing its hash would never end. */
    private void put(Object key, Object value) {
        if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
            throw new CheckpointException(
                    "the keys of a dict in a checkpoint must be text or numbers");
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> dict = (Map<Object, Object>) stack.peek();
        spend(PickleCost.OF_ENTRY);
        dict.put(key, value);
    }
}
