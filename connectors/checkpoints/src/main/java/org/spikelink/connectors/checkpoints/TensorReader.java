package org.spikelink.connectors.checkpoints;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.spikelink.core.error.Printable;

/** Reads a tensor's values from the storage of which it is a view. */
final class TensorReader {
    private static final int MAX_DIMENSIONS = 64;

    private final CheckpointArchive archive;
    private final MemoryBudget budget;

    TensorReader(CheckpointArchive archive, MemoryBudget budget) {
        this.archive = archive;
        this.budget = budget;
    }

    Tensor read(String name, TensorRef tensor) throws IOException {
        try {
            int count = checkedCount(tensor);
            budget.spend((long) count * Float.BYTES, "the tensor");
            float[] values = count == 0 ? new float[0] : gather(tensor, count);
            int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
            return new Tensor(shape, values, tensor.storage().type().dtype());
        } catch (ArithmeticException e) {
            throw new CheckpointException(
                    Printable.of(name) + ": " + sizes(tensor) + " overflows", e);
        } catch (CheckpointException e) {
            throw new CheckpointException(Printable.of(name) + ": " + e.getMessage(), e);
        }
    }

    /** Number of values, after a check that all of them lie in the storage. */
    private static int checkedCount(TensorRef tensor) {
        long[] shape = tensor.shape();
        long[] strides = tensor.strides();
        if (shape.length > MAX_DIMENSIONS || shape.length != strides.length) {
            throw new CheckpointException(
                    "shape and strides must be equally long, at most 64 (got "
                            + shape.length
                            + " and "
                            + strides.length
                            + ")");
        }
        long count = 1;
        long last = tensor.offset();
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] < 0 || strides[d] < 0) {
                throw new CheckpointException(
                        "sizes and strides must not be negative (got " + sizes(tensor) + ")");
            }
            count = Math.multiplyExact(count, shape[d]);
            last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, strides[d]));
        }
        checkInside(tensor, count, last);
        return Math.toIntExact(count);
    }

    private static void checkInside(TensorRef tensor, long count, long last) {
        long elements = tensor.storage().elements();
        boolean inside = tensor.offset() >= 0 && last < elements && count <= elements;
        if (count > 0 && !inside) {
            throw new CheckpointException(
                    sizes(tensor)
                            + " must lie within its storage of "
                            + elements
                            + " elements, each used once");
        }
    }

    private float[] gather(TensorRef tensor, int count) throws IOException {
        ByteBuffer storage = archive.storage(tensor.storage());
        StorageType type = tensor.storage().type();
        float[] values = new float[count];
        long[] index = new long[tensor.shape().length];
        long at = tensor.offset();
        for (int i = 0; i < count; i++) {
            values[i] = type.get(storage, (int) at);
            at = advance(index, at, tensor);
        }
        return values;
    }

    /** Steps a row-major index by one, as an odometer does, and the position in the storage with it. */
    private static long advance(long[] index, long at, TensorRef tensor) {
        long next = at;
        for (int d = index.length - 1; d >= 0; d--) {
            long stride = tensor.strides()[d];
            next += stride;
            if (++index[d] < tensor.shape()[d]) {
                return next;
            }
            next -= stride * tensor.shape()[d];
            index[d] = 0;
        }
        return next;
    }

    private static String sizes(TensorRef tensor) {
        return "shape "
                + Arrays.toString(tensor.shape())
                + " with strides "
                + Arrays.toString(tensor.strides())
                + " at "
                + tensor.offset();
    }
}
