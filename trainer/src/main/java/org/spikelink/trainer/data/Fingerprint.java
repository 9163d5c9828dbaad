package org.spikelink.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells data sets apart by what they hold. */
final class Fingerprint {
    private Fingerprint() {}

    /** sha256 over each recording's label, start and events, in order. */
    static String of(List<String> labels, List<EventRecording> items) {
        MessageDigest digest = sha256();
        for (EventRecording item : items) {
            byte[] label = labels.get(item.label()).getBytes(UTF_8);
            ByteBuffer head = ByteBuffer.allocate(Integer.BYTES + label.length + 2 * Long.BYTES);
            head.putInt(label.length).put(label);
            head.putLong(item.startUs()).putLong(item.events().length());
            digest.update(head.array());
            digest.update(item.events().bytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
