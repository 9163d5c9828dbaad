/**
 * A simulated event camera that watches simulated gestures, for users without a sensor.
 *
 * <pre>
 * seed -> GestureScene: log intensity of each pixel -> EventCamera: when each pixel reports a change -> events
 * </pre>
 *
 * The camera's model is that of ESIM (Rebecq, Gehrig and Scaramuzza, 2018): log intensity is linear in time between
 * two rendered frames, and a pixel reports each time it has changed by a threshold since its last report. As in v2e
 * (Hu, Liu and Delbruck, 2021), thresholds differ from pixel to pixel, and there are leak and shot noise, hot pixels,
 * and a refractory time during which the pixel is held in reset. Not modelled: the photoreceptor's bandwidth, noise
 * that depends on light, the readout's queue.
 *
 * <p>All computations use double arithmetic in a fixed order with {@link java.lang.StrictMath} and {@link
 * java.util.SplittableRandom}: the same seed gives the same events everywhere. May use the decoder interface of
 * connectors/recordings and {@link org.spikelink.sensors.SensorSource}, but neither Kafka nor Flink. Start with
 * {@link org.spikelink.sensors.simulate.EventCamera}, then {@link org.spikelink.sensors.simulate.GestureScene}.
 */
package org.spikelink.sensors.simulate;
