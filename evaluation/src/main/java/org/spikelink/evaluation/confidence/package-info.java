/**
 * What confidences are worth: the temperature that calibrates them, how far they are from accuracies, and what a user pays
 * for answering less or sooner. May use {@code core}. Start with {@link
 * org.spikelink.evaluation.confidence.ConfidenceStudy}.
 */
package org.spikelink.evaluation.confidence;
