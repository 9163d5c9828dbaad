package org.spikelink.core.stepper;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;

/** A model that a {@link StreamStepper} holds, and the streams that step through it in the present wave. */
final class ModelSlot {
    private final StepperParts parts;
    private final int largestGroup;
    private final FrameGroup frames = new FrameGroup();
    private GroupMember[] members = new GroupMember[1]; // whose frames these are
    private int shadows; // of the members
    private int rows = 1;

    /** Number of the last bundle in which a stream had this model. */
    long usedIn;

    ModelSlot(StepperParts parts) {
        this.parts = parts;
        largestGroup = parts.network().largestGroup();
    }

    StepperParts parts() {
        return parts;
    }

    /** Takes the frames of the streams that step next; a stream that is being filled is not a member yet. */
    FrameGroup frames() {
        return frames;
    }

    /** Makes room for a row of the network's state. */
    void reserve(int row) {
        if (row >= rows) {
            rows = Math.max(row + 1, 2 * rows);
            parts.network().reserve(rows);
        }
    }

    /** The frame being filled is complete. */
    void add(GroupMember member) {
        int at = frames.streams();
        if (at == members.length) {
            members = Arrays.copyOf(members, 2 * at);
        }
        members[at] = member;
        shadows += member.isShadow() ? 1 : 0;
        frames.endStream(member.row());
    }

    GroupMember member(int b) {
        return members[b];
    }

    /** Shadows among the members. */
    int shadows() {
        return shadows;
    }

    /** Removes all frames. */
    void clear() {
        frames.clear();
        shadows = 0;
    }

    boolean isFull(int enoughInputs) {
        return frames.inputs() >= enoughInputs || frames.streams() >= largestGroup;
    }

    /** Whether bins of {@code other} can be stepped by this model: both cut and encode them alike. */
    boolean takesBinsOf(ModelSlot other) {
        return parts.document().input().equals(other.parts.document().input());
    }
}
