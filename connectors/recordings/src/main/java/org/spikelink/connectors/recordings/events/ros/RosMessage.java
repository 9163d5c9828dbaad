package org.spikelink.connectors.recordings.events.ros;

/**
 * One message as it was sent.
 *
 * @param topic on which it was sent
 * @param type of the message, {@code package/Name} or {@code package/msg/Name}
 * @param cdr whether it is serialized as in ROS 2, otherwise as in ROS 1
 * @param data an array that ends with its bytes
 * @param from position of its first byte
 * @param offset of the message, or of its chunk, in the file
 */
public record RosMessage(
        String topic, String type, boolean cdr, byte[] data, int from, long offset) {

    /** The type without {@code msg/}. */
    String shortType() {
        return type.replace("/msg/", "/");
    }
}
