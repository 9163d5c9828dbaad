package org.spikelink.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeldOutFitTest {

    @Test
    void confidencesThatAreTooHighGetBetter() {
        List<LabelledWindow> windows = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            windows.add(new LabelledWindow(new float[] {6, 0}, n % 5 == 0 ? 1 : 0));
        }
        HeldOutFit fit = HeldOutFit.of(windows);
        assertThat(fit.isBetter()).isTrue();
        assertThat(fit.eceBefore()).isBetween(0.19, 0.20); // 0.998 is right in 0.8
        assertThat(fit.ece()).isLessThan(0.06);
        assertThat(fit.loss()).isLessThan(fit.lossBefore());
        assertThat(HeldOutFit.of(windows)).isEqualTo(fit);
    }

    @Test
    void confidencesThatAreAccuraciesAlreadyDoNot() {
        List<LabelledWindow> windows = new ArrayList<>();
        float score = (float) Math.log(4); // a confidence of 0.8
        for (int n = 0; n < 100; n++) {
            windows.add(new LabelledWindow(new float[] {score, 0}, n % 5 == 0 ? 1 : 0));
        }
        assertThat(HeldOutFit.of(windows).isBetter()).isFalse();
    }

    @Test
    void aFewWindowsWithoutAnErrorShowNothing() {
        LabelledWindow window = new LabelledWindow(new float[] {12, 2, 2}, 0);
        assertThat(HeldOutFit.of(List.of(window)).isBetter()).isFalse();
        assertThat(HeldOutFit.of(List.of(window, window, window)).isBetter()).isFalse();
    }
}
