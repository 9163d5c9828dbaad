package org.spikelink.connectors.checkpoints;

import java.util.LinkedHashMap;
import java.util.List;
import net.razorvine.pickle.IObjectConstructor;
import org.spikelink.core.error.Printable;

/**
 * The names that a checkpoint's pickle may contain, and their substitutes here. Python would import and call any
 * name; here a name outside this list is an error, and the names in it only describe tensors.
 */
final class AllowedGlobals {
    private AllowedGlobals() {}

    /** The substitute for a Python name on the unpickler's stack: a storage type or a constructor. */
    static Object of(String module, String name) {
        if (module.equals("torch")) {
            var storage = StorageType.ofClass(name);
            if (storage.isPresent()) {
                return storage.get();
            }
        }
        IObjectConstructor constructor =
                switch (module + "." + name) {
                    case "collections.OrderedDict" -> AllowedGlobals::orderedDict;
                    case "torch._utils._rebuild_tensor_v2" -> AllowedGlobals::tensor;
                    case "torch._utils._rebuild_parameter" -> AllowedGlobals::parameter;
                    case "torch.Size" -> AllowedGlobals::size;
                    default ->
                            throw new CheckpointException(
                                    Printable.of(module + "." + name)
                                            + " is not allowed in a checkpoint; save the state dict alone");
                };
        return constructor;
    }

    /** The persistent id ("storage", type, key, location, elements). */
    static StorageRef storage(Object id) {
        Object[] parts = arguments("a storage", id, 5, 5);
        if (!"storage".equals(parts[0])) {
            throw new CheckpointException("a persistent id must name a storage");
        }
        return new StorageRef(
                as(StorageType.class, "a storage's type", parts[1]),
                as(String.class, "a storage's key", parts[2]),
                whole("a storage's size", parts[4]));
    }

    private static Object orderedDict(Object[] arguments) {
        arguments("OrderedDict", arguments, 0, 0);
        return new LinkedHashMap<Object, Object>();
    }

    /** Arguments: storage, offset, size, stride, requires_grad, backward_hooks and optionally metadata. */
    private static Object tensor(Object[] arguments) {
        arguments("_rebuild_tensor_v2", arguments, 4, 7);
        return new TensorRef(
                as(StorageRef.class, "a tensor's storage", arguments[0]),
                whole("a tensor's offset", arguments[1]),
                wholes("a tensor's shape", arguments[2]),
                wholes("a tensor's strides", arguments[3]));
    }

    private static Object parameter(Object[] arguments) {
        arguments("_rebuild_parameter", arguments, 1, 3);
        return as(TensorRef.class, "a parameter", arguments[0]);
    }

    private static Object size(Object[] arguments) {
        arguments("torch.Size", arguments, 1, 1);
        return as(Object[].class, "a torch.Size", arguments[0]);
    }

    private static Object[] arguments(String what, Object value, int least, int most) {
        Object[] parts = as(Object[].class, what, value);
        if (parts.length < least || parts.length > most) {
            throw new CheckpointException(
                    what
                            + " must have "
                            + least
                            + " to "
                            + most
                            + " parts (got "
                            + parts.length
                            + ")");
        }
        return parts;
    }

    private static long[] wholes(String what, Object value) {
        return List.of(as(Object[].class, what, value)).stream()
                .mapToLong(part -> whole(what, part))
                .toArray();
    }

    private static long whole(String what, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new CheckpointException(
                what + " must be a whole number of 64 bits (got " + type(value) + ")");
    }

    private static <T> T as(Class<T> type, String what, Object value) {
        if (!type.isInstance(value)) {
            throw new CheckpointException(
                    what + " must be a " + type.getSimpleName() + " (got " + type(value) + ")");
        }
        return type.cast(value);
    }

    private static String type(Object value) {
        return value == null ? "None" : value.getClass().getSimpleName();
    }
}
