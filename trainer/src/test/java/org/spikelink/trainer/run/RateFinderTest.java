package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateFinderTest {
    @Test
    void suggestsTheRateAtWhichTheLossFallsFastest() {
        List<RateFinder.Point> points = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            double loss = 1 / (1 + Math.exp((n - 30) / 3.0)); // steepest at 30
            points.add(new RateFinder.Point(Math.pow(10, n / 10.0 - 5), loss));
        }

        assertThat(RateFinder.suggestion(points))
                .isBetween(points.get(28).rate(), points.get(32).rate());
    }
}
