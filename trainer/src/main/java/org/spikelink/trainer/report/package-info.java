/**
 * A training as a page to look at: one HTML file and its plots. Sees {@code trainer.run}, JFreeChart and ND4J's
 * evaluation. Start with {@link org.spikelink.trainer.report.Report}.
 */
package org.spikelink.trainer.report;
