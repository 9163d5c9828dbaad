package org.spikelink.tests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

/** Records of the sensors topic. Their decoder throws nothing; it rejects. */
final class SensorBatches {
    private SensorBatches() {}

    private static final byte[] KEY = {'c', 'a', 'm'};

    /** Decodes a record of this format under its stream's key, and under none. */
    static Consumer<Path> as(InputFormat format) {
        return record -> {
            byte[] value;
            try {
                value = Files.readAllBytes(record);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Origin origin = new Origin("sensors", 0, 1, 2);
            check(format.decode(null, value, origin, SessionHorizon.OFF));
            check(format.decode(KEY, value, origin, SessionHorizon.OFF));
        };
    }

    private static void check(Incoming decoded) {
        if (decoded instanceof Rejected rejected) {
            Hostile.require(
                    rejected.error().chars().noneMatch(Character::isISOControl),
                    "an error must be one line of text: ",
                    rejected.error());
        } else if (decoded instanceof SensorBatch batch
                && batch.payload() instanceof PackedEvents events) {
            for (int n = 0; n < events.count(); n++) {
                events.get(n);
            }
        }
    }
}
