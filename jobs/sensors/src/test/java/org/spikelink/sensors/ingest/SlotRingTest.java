package org.spikelink.sensors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SlotRingTest {
    private final SlotRing ring = new SlotRing(2);

    @Test
    void aFailureWhileTheDecoderWaitsIsNoEnd() throws Exception {
        CompletableFuture<Slot> waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return ring.poll(300);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Thread.sleep(50); // the decoder waits now
        ring.fail(new IllegalStateException("connection reset"));

        assertThat(waiting.get()).isNull();
        assertThatThrownBy(ring::isDrained).hasMessage("connection reset");
    }

    @Test
    void anEndIsAnEndAfterTheLastSlot() throws Exception {
        Slot slot = ring.takeFree();
        ring.publish(slot);
        ring.end();

        assertThat(ring.isDrained()).isFalse();
        assertThat(ring.poll(0)).isSameAs(slot);
        assertThat(ring.isDrained()).isTrue();
    }
}
