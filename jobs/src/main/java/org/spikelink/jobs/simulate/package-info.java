/**
 * A sensor for those who have none: an event camera that watches gestures, both simulated.
 *
 * <pre>
 * seed -> GestureScene: log intensity of each pixel -> EventCamera: when each pixel reports a change -> events
 * </pre>
 *
 * The camera's model is that of ESIM (Rebecq, Gehrig and Scaramuzza, 2018): log intensity is linear in time between two
 * rendered frames, and a pixel reports each time it has changed by a threshold since its last report; with what v2e (Hu,
 * Liu and Delbruck, 2021) adds: thresholds that differ from pixel to pixel, leak and shot noise, hot pixels, and a
 * refractory time during which the pixel is held in reset. Not modelled: the photoreceptor's bandwidth, noise that
 * depends on light, the readout's queue.
 *
 * <p>All is double arithmetic in a fixed order with {@link java.lang.StrictMath} and {@link
 * java.util.SplittableRandom}: the same seed gives the same events everywhere. May use the decoders' interface of
 * connectors/recordings and replay's of a sensor; no Kafka, no Flink. Start with {@link
 * org.spikelink.jobs.simulate.EventCamera}, then {@link org.spikelink.jobs.simulate.GestureScene}.
 */
package org.spikelink.jobs.simulate;
