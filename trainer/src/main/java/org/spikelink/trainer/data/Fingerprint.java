package org.spikelink.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.spikelink.trainer.data.item.Item;

/** Identifies a data set by its content. */
final class Fingerprint {
    private Fingerprint() {}

    /** sha256 over the names of the classes, then each recording's class and content, in order. */
    static String of(List<String> labels, List<Item> items) {
        MessageDigest digest = sha256();
        digest.update(String.join("\n", labels).getBytes(UTF_8));
        for (Item item : items) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(item.label()).array());
            item.digest(digest);
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
