package org.spikelink.operators;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.spikelink.core.model.Model;

/**
 * Pins a running job to its model: name, version and sha256 are kept in operator state, and a restart with other content
 * under the same name and version is an error. Another version is a new model: each stream's network starts anew.
 */
final class ModelPin {
    private static final ListStateDescriptor<String> DESCRIPTOR =
            new ListStateDescriptor<>("model", StringSerializer.INSTANCE);

    private final ListState<String> pinned;

    ModelPin(OperatorStateStore store) throws Exception {
        pinned = store.getUnionListState(DESCRIPTOR);
    }

    /** Fails if a snapshot was made with other content under the model's name and version. */
    void check(Model model) throws Exception {
        for (String pin : pinned.get()) {
            int at = pin.lastIndexOf(' ');
            String id = pin.substring(0, at);
            String sha256 = pin.substring(at + 1);
            if (id.equals(model.document().id()) && !sha256.equals(model.sha256())) {
                throw new IllegalStateException(
                        "model "
                                + id
                                + " must have the content that the job was started with, sha256 "
                                + sha256
                                + " (got "
                                + model.sha256()
                                + "): give changed content a new version");
            }
        }
    }

    void snapshot(Model model) throws Exception {
        pinned.update(List.of(model.document().id() + " " + model.sha256()));
    }
}
