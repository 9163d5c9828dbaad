package org.spikelink.connectors.checkpoints;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/**
 * Writes a dict of tensors in pickle protocol 2. A tensor is {@code torch._utils._rebuild_tensor_v2(storage, 0,
 * shape, strides, False, OrderedDict())}, its storage a persistent id {@code ('storage', type, key, 'cpu', count)}.
 */
final class StateDictPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private StateDictPickle() {}

    /** The pickle of {@code parameters}, whose storages have the keys 0, 1, ... in order. */
    static byte[] of(Map<String, Parameter> parameters) {
        StateDictPickle pickle = new StateDictPickle();
        pickle.op(0x80, 2); // PROTO 2
        pickle.op('}', '('); // EMPTY_DICT, MARK
        int key = 0;
        for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
            pickle.text(entry.getKey());
            pickle.tensor(entry.getValue(), key++);
        }
        pickle.op('u', '.'); // SETITEMS, STOP
        return pickle.out.toByteArray();
    }

    private void tensor(Parameter parameter, int key) {
        global("torch._utils", "_rebuild_tensor_v2");
        op('(');
        storage(parameter, key);
        number(0);
        numbers(parameter.shape());
        numbers(strides(parameter.shape()));
        op(0x89); // NEWFALSE
        global("collections", "OrderedDict");
        op(')', 'R'); // EMPTY_TUPLE, REDUCE
        op('t', 'R'); // TUPLE, REDUCE
    }

    private void storage(Parameter parameter, int key) {
        op('(');
        text("storage");
        global("torch", parameter.isLong() ? "LongStorage" : "FloatStorage");
        text(Integer.toString(key));
        text("cpu");
        number(parameter.values().length);
        op('t', 'Q'); // TUPLE, BINPERSID
    }

    private static int[] strides(int[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int n = shape.length - 1; n >= 0; n--) {
            strides[n] = stride;
            stride *= shape[n];
        }
        return strides;
    }

    private void op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
    }

    private void global(String module, String name) {
        op('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(US_ASCII));
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        op('X');
        int32(utf8.length);
        out.writeBytes(utf8);
    }

    private void numbers(int... numbers) {
        op('(');
        for (int number : numbers) {
            number(number);
        }
        op('t');
    }

    private void number(int number) {
        op('J'); // BININT
        int32(number);
    }

    private void int32(int value) {
        op(value & 0xFF, value >>> 8 & 0xFF, value >>> 16 & 0xFF, value >>> 24);
    }
}
