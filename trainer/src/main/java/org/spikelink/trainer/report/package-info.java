/**
 * The report of a training: one HTML file and its plots. Depends on {@code trainer.run}, {@code evaluation},
 * {@code charts} and JFreeChart. Start with {@link org.spikelink.trainer.report.Report}.
 */
package org.spikelink.trainer.report;
