/**
 * Pictures of what was evaluated. May use {@code charts}. Start with {@link
 * org.spikelink.evaluation.chart.ConfidencePicture}.
 */
package org.spikelink.evaluation.chart;
