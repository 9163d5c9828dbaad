/**
 * What is this recording? The classes of recordings without labels, window by window, as {@code evaluate} predicts them.
 * Start with {@link org.spikelink.tools.predict.Predictor}.
 */
package org.spikelink.tools.predict;
