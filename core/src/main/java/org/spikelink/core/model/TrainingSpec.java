package org.spikelink.core.model;

/**
 * How a model was trained; for information only. Every part may be null.
 *
 * @param dataset the training data
 * @param accuracy 0..1, on held-out data
 * @param date ISO 8601
 * @param seed of the run
 */
public record TrainingSpec(String dataset, Double accuracy, String date, Long seed) {}
