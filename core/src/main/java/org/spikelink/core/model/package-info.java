/**
 * A model: its document and the weights of its layers. Independent of files and of how a model is stepped. Start with
 * {@link org.spikelink.core.model.Model}.
 */
package org.spikelink.core.model;
