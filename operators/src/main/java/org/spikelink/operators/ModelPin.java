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
 * content under the same name and version is an error. Another version is a new model, with which each stream's network is
 * reset: a restart takes it only if it was asked to.
 */
final class ModelPin {
    private static final ListStateDescriptor<String> DESCRIPTOR =
            new ListStateDescriptor<>("model", StringSerializer.INSTANCE);

    private static final ListStateDescriptor<String> FIRST =
            new ListStateDescriptor<>("first-model", StringSerializer.INSTANCE);

    private final ListState<String> stored;
    private final ListState<String> storedFirst;
    private final Set<String> pins = new TreeSet<>();
    private final Set<String> before =
            new TreeSet<>(); // with which the job of the snapshot was started
    private String first;

    /** Reads the models that any subtask pinned in the snapshot. */
    ModelPin(OperatorStateStore store) throws Exception {
        stored = store.getUnionListState(DESCRIPTOR);
        storedFirst = store.getUnionListState(FIRST);
        stored.get().forEach(pins::add);
        storedFirst.get().forEach(before::add);
        if (before.isEmpty()) { // a snapshot of a release that did not store it: any that ever ran
            before.addAll(pins);
        }
    }

    /**
     * Pins the model that the job is started with.
     *
     * @param mayDiffer whether the job of the snapshot may have been started with another one
     */
    void first(Model model, boolean mayDiffer) {
        add(model);
        first = pin(model.document().id(), model.sha256());
        if (!mayDiffer && !before.isEmpty() && !before.contains(first)) {
            throw rejected(
                    "model must be that of the restored job, %s (got %s); to change it, add --switch-model: each stream then starts from zero"
                            .formatted(String.join(" or ", before), first));
        }
    }

    /** Pins {@code model}; fails if a snapshot was made with other content under its name and version. */
    void add(Model model) {
        add(model.document().id(), model.sha256());
    }

    /** Pins a model by its name/version and its sha256; fails if there is other content under that name and version. */
    void add(String id, String sha256) {
        String conflict = conflict(id, sha256);
        if (conflict != null) {
            throw rejected(conflict);
        }
        pins.add(pin(id, sha256));
    }

    private static String pin(String id, String sha256) {
        return id + " " + sha256;
    }

    /** Why a model must not be pinned; null if it may be. */
    String conflict(String id, String sha256) {
        for (String pin : pins) {
            int end = pin.lastIndexOf(' ');
            String pinned = pin.substring(end + 1);
            if (pin.substring(0, end).equals(id) && !pinned.equals(sha256)) {
                return "model "
                        + id
                        + " must have the content that the job was started with, sha256 "
                        + pinned
                        + " (got "
                        + sha256
                        + "): give changed content a new version";
            }
        }
        return null;
    }

    /** Ends the job, because a restart cannot help. */
    private static RuntimeException rejected(String message) {
        return new SuppressRestartsException(new IllegalStateException(message));
    }

    /** Stores all pins, those of earlier versions too. */
    void snapshot() throws Exception {
        stored.update(List.copyOf(pins));
        storedFirst.update(List.of(first));
    }
}
