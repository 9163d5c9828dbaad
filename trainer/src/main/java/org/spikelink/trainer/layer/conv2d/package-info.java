/**
 * The convolution layer, its batch normalization in training, and its fusion with a layer that compares. Start with {@link
 * org.spikelink.trainer.layer.conv2d.ConvolutionStep}.
 */
package org.spikelink.trainer.layer.conv2d;
