package org.spikelink.core.stepper;

import java.util.function.Consumer;
import org.spikelink.core.record.Outgoing;

/** What has a frame in a group of a {@link ModelSlot}: a stream, or a shadow of one. */
interface GroupMember {
    /** Row of its state in the network. */
    int row();

    /** Whether it is a shadow. */
    boolean isShadow();

    /** Its frame has gone through the network as the {@code b}th of the group. */
    void stepped(int b, Consumer<? super Outgoing> out);
}
