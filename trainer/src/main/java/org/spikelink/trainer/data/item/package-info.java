/**
 * Labelled recordings and series in memory. Start with {@link
 * org.spikelink.trainer.data.item.Item}.
 */
package org.spikelink.trainer.data.item;
