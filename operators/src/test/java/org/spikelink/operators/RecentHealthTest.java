package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.health.HealthMeter;
import org.spikelink.core.health.HealthState;
import org.spikelink.core.health.HealthStateFormat;
import org.spikelink.core.record.SensorBatch;

/** Health that is kept as objects in front of a state backend that stores bytes. */
class RecentHealthTest {
    private final HealthMeter meter = HealthMeter.ofEvents(34, 34, HealthLimits.DEFAULTS);
    private final Bytes stored = new Bytes();
    private final RecentHealth health = new RecentHealth(keys(), stored, 2);
    private String key;

    @BeforeEach
    void noKeyIsSet() {
        key = null;
    }

    @Test
    void nothingIsStoredUntilASnapshotIsTaken() throws IOException {
        measure("a", 0, 3);
        measure("a", 1, 4);
        assertThat(stored.updates).isZero();
        health.store();
        health.store();
        assertThat(stored.updates).isEqualTo(1);
        assertThat(stored.events("a")).isEqualTo(7);
        measure("a", 2, 1);
        health.store();
        assertThat(stored.events("a")).isEqualTo(8);
    }

    @Test
    void theStreamThatWasMeasuredLongestAgoMakesPlace() throws IOException {
        measure("a", 0, 1);
        measure("b", 0, 2);
        measure("a", 1, 3);
        measure("c", 0, 4);
        assertThat(key).as("the current stream").isEqualTo("c");
        assertThat(stored.bytes).containsOnlyKeys("b");
        measure("b", 1, 5); // and is known when it comes back
        health.store();
        assertThat(stored.events("a")).isEqualTo(4);
        assertThat(stored.events("b")).isEqualTo(7);
        assertThat(stored.events("c")).isEqualTo(4);
    }

    @Test
    void aForgottenStreamIsNotStoredAgain() throws IOException {
        measure("a", 0, 1);
        health.store();
        measure("a", 1, 1);
        health.clear();
        assertThat(health.get()).isNull();
        health.store();
        assertThat(stored.bytes).isEmpty();
    }

    private void measure(String stream, long sequence, int events) throws IOException {
        key = stream;
        long[] offsetsUs = new long[events];
        SensorBatch batch =
                new BatchBuilder(stream).session(1).sequence(sequence).packed(0, offsetsUs);
        health.put(meter.measure(health.get(), batch, 0, report -> {}));
    }

    @SuppressWarnings("unchecked")
    private KeyedStateBackend<String> keys() {
        return (KeyedStateBackend<String>)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {KeyedStateBackend.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("setCurrentKey")) {
                                key = (String) arguments[0];
                                return null;
                            }
                            assertThat(method.getName()).isEqualTo("getCurrentKey");
                            return key;
                        });
    }

    /** A value of the current stream, as bytes. */
    private final class Bytes implements ValueState<HealthState> {
        private final Map<String, byte[]> bytes = new HashMap<>();
        private int updates;

        @Override
        public HealthState value() throws IOException {
            byte[] of = bytes.get(key);
            return of == null
                    ? null
                    : HealthStateFormat.read(new DataInputStream(new ByteArrayInputStream(of)));
        }

        @Override
        public void update(HealthState value) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            HealthStateFormat.write(value, new DataOutputStream(out));
            bytes.put(key, out.toByteArray());
            updates++;
        }

        @Override
        public void clear() {
            bytes.remove(key);
        }

        long events(String stream) throws IOException {
            key = stream;
            return value().events();
        }
    }
}
