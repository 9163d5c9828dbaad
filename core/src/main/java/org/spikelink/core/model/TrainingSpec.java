package org.spikelink.core.model;

/**
 * How a model came to be; for people. Every part may be null.
 *
 * @param dataset what it learned from
 * @param accuracy 0..1, on data it did not learn from
 * @param date ISO 8601
 * @param seed of the run
 */
public record TrainingSpec(String dataset, Double accuracy, String date, Long seed) {}
