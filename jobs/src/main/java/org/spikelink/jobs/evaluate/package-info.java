/**
 * What {@code evaluate} tells of a model's predictions, for people and for programs. Start with {@link
 * org.spikelink.jobs.evaluate.EvaluationReport}.
 */
package org.spikelink.jobs.evaluate;
