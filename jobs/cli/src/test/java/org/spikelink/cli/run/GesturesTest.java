package org.spikelink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spikelink.cli.Run;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.sensors.simulate.Gesture;
import org.spikelink.tools.demo.Gestures;

class GesturesTest {
    private static final int MAX_BYTES = 2_000_000;

    @Test
    void theModelThatShipsKnowsEveryGestureAndIsSmallAndSound() {
        Model model = Gestures.model();

        assertThat(model.document().labels()).containsExactlyInAnyOrderElementsOf(Gesture.labels());
        assertThat(ModelFile.bytes(model)).hasSizeLessThan(MAX_BYTES);
        assertThat(ModelWarnings.of(model)).isEmpty();
    }

    @Test
    void aModelWithoutRecordingsIsWrongUse() {
        Run run = Run.spikelink("demo", "--model", "m.safetensors");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--recordings");
    }
}
