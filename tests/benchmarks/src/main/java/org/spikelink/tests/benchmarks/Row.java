package org.spikelink.tests.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One measured figure.
 *
 * @param bench which bench
 * @param caseName what was measured
 * @param metric of what
 * @param value median over the rounds
 * @param unit of {@code value}
 * @param against the other side of {@code ratio}, null if there is none
 * @param ratio median over the rounds' ratios; above 1 is better for us
 * @param target of {@code ratio} where there is one, else of {@code value}; null if there is none
 * @param aim a better figure, beyond the target
 * @param met whether the target is reached, null without one
 * @param spread (largest - smallest) / median over the rounds, of the ratio where there is one, else of the value
 * @param noisy whether the rounds spread by more than 30 %
 */
public record Row(
        String bench,
        @JsonProperty("case") String caseName,
        String metric,
        double value,
        String unit,
        String against,
        Double ratio,
        Double target,
        Double aim,
        Boolean met,
        Double spread,
        boolean noisy) {

    /** A figure of its own. */
    public static Row of(
            String bench, String caseName, String metric, Rounds.Median value, String unit) {
        return new Row(
                bench,
                caseName,
                metric,
                value.value(),
                unit,
                null,
                null,
                null,
                null,
                null,
                value.spread(),
                value.noisy());
    }

    /** A figure that was counted, or measured once. */
    public static Row of(String bench, String caseName, String metric, double value, String unit) {
        return of(bench, caseName, metric, new Rounds.Median(value, 0), unit);
    }

    /** This figure compared with another one. */
    public Row against(String other, Rounds.Median of) {
        return new Row(
                bench,
                caseName,
                metric,
                value,
                unit,
                other,
                of.value(),
                null,
                null,
                null,
                of.spread(),
                of.noisy());
    }

    /** With a least ratio, or least value if there is no ratio. */
    public Row atLeast(double least) {
        return with(least, null, (ratio == null ? value : ratio) >= least);
    }

    /** With a least ratio, or least value if there is no ratio, and an aim beyond it. */
    public Row atLeast(double least, double beyond) {
        return with(least, beyond, (ratio == null ? value : ratio) >= least);
    }

    /** With a greatest ratio, or greatest value if there is no ratio, and an aim beyond it. */
    public Row atMost(double most, double beyond) {
        return with(most, beyond, (ratio == null ? value : ratio) <= most);
    }

    private Row with(double least, Double beyond, boolean isMet) {
        return new Row(
                bench, caseName, metric, value, unit, against, ratio, least, beyond, isMet, spread,
                noisy);
    }
}
