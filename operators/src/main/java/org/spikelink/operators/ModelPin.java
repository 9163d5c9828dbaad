package org.spikelink.operators;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.spikelink.core.model.Model;

/**
 * Pins a running job to its model: name, version and sha256 are kept in operator state, and a restart with other
 * content under the same name and version is an error. Another version is a new model: each stream's network is
 * reset.
 */
final class ModelPin {
    private static final ListStateDescriptor<String> DESCRIPTOR =
            new ListStateDescriptor<>("model", StringSerializer.INSTANCE);

    private final ListState<String> stored;
    private final Set<String> pins = new TreeSet<>();

    /** Reads the models that any subtask pinned in the snapshot. */
    ModelPin(OperatorStateStore store) throws Exception {
        stored = store.getUnionListState(DESCRIPTOR);
        stored.get().forEach(pins::add);
    }

    /** Pins {@code model}; fails if a snapshot was made with other content under its name and version. */
    void add(Model model) {
        String id = model.document().id();
        for (String pin : pins) {
            int end = pin.lastIndexOf(' ');
            String sha256 = pin.substring(end + 1);
            if (pin.substring(0, end).equals(id) && !sha256.equals(model.sha256())) {
                throw rejected(
                        "model "
                                + id
                                + " must have the content that the job was started with, sha256 "
                                + sha256
                                + " (got "
                                + model.sha256()
                                + "): give changed content a new version");
            }
        }
        pins.add(id + " " + model.sha256());
    }

    /** Ends the job, because a restart cannot help. */
    private static RuntimeException rejected(String message) {
        return new SuppressRestartsException(new IllegalStateException(message));
    }

    /** Stores all pins, those of earlier versions too. */
    void snapshot() throws Exception {
        stored.update(List.copyOf(pins));
    }
}
