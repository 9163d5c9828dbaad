package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.core.fixture.Batch.batch;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.bins.BinState;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.network.NetworkState;

final class StreamStateFormatTest {
    private static final Slicing SLICING = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);

    @Test
    void aRunningStateOfEveryVersionIsRead() throws IOException {
        checkRunning(read(stored("running-v1")));
        checkRunning(read(stored("running-v2")));
        checkRunning(read(stored("running-v3")));
        checkRunning(read(stored("running-v4")));
        checkRunning(read(stored("running-v5")));
    }

    @Test
    void version5HoldsTheStepsInARowAtWhichWindowsWereConfident() throws IOException {
        assertThat(read(stored("running-v4")).live.windows.confident()).isEmpty();
        StreamState state = read(stored("running-v5"));
        assertThat(state.live.windows.confident()).containsExactly(3, -1);
        assertThat(state.variables()).containsExactly("mem", "tired", "syn");
    }

    @Test
    void version4NamesItsStateVariables() throws IOException {
        assertThat(read(stored("running-v3")).variables()).containsExactly("syn", "mem");
        StreamState state = read(stored("running-v4"));
        assertThat(state.variables()).containsExactly("mem", "tired", "syn");
        assertThat(state.values("tired")).containsExactly(0.125f, -2);
        assertThat(state.values("adapted")).isEmpty();
    }

    @Test
    void version3HoldsWaitingSamplesAndEncoderState() throws IOException {
        BinState bin = read(stored("running-v3")).live.bin;
        assertThat(bin.pool()).containsExactly(1.5f, -2);
        assertThat(bin.memory().values()).containsExactly(0.25f, 4);
        assertThat(read(stored("running-v2")).live.bin.pool()).isEmpty();
    }

    private static void checkRunning(StreamState state) {
        checkNumbers(state);
        assertThat(state.ended()).isFalse();
        assertThat(state.values("syn")).containsExactly(0.5f, -1.25f, 3);
        assertThat(state.values("mem")).containsExactly(0, -0.75f, 1);
        BinState bin = state.live.bin;
        assertThat(bin.phase()).isEqualTo(BinState.Phase.OPEN);
        assertThat(bin.originUs()).isEqualTo(250);
        assertThat(bin.startUs()).isEqualTo(4250);
        assertThat(bin.lastUs()).isEqualTo(4300);
        assertThat(bin.silentBins()).isEqualTo(2);
        assertThat(bin.events()).isEqualTo(7);
        assertThat(bin.indices()).containsExactly(1, 5, 2311);
        assertThat(bin.counts()).containsExactly(4, 1, 2);
        assertThat(state.live.windows.steps()).isEqualTo(12);
        assertThat(state.live.windows.endUs()).isEqualTo(4250);
        assertThat(state.live.windows.startsUs()).containsExactly(250, 2250);
        assertThat(state.live.windows.scores()).containsExactly(1, 2, 0.5f, -3);
    }

    @Test
    void anEndedStateOfEveryVersionIsRead() throws IOException {
        for (String name : new String[] {"ended-v1", "ended-v2", "ended-v3"}) {
            StreamState state = read(stored(name));
            checkNumbers(state);
            assertThat(state.ended()).isTrue();
        }
    }

    @Test
    void version1DidNotHoldTheTimeOfTheLastRecord() throws IOException {
        assertThat(read(stored("running-v1")).lastActiveMs()).isEqualTo(1_700_000_000_123L);
        assertThat(read(stored("running-v2")).lastActiveMs()).isEqualTo(1_700_000_000_456L);
    }

    private static void checkNumbers(StreamState state) {
        assertThat(state.session()).isEqualTo(-7);
        assertThat(state.lastSequence()).isEqualTo(41);
        assertThat(state.lastTimestampMs()).isEqualTo(1_700_000_000_123L);
        assertThat(state.step()).isEqualTo(99);
        assertThat(state.partition()).isEqualTo(3);
        assertThat(state.model()).isEqualTo(-0x123456789abcdefL);
    }

    @Test
    void whatIsWrittenAreTheStoredBytes() throws IOException {
        for (String name : new String[] {"running-v3", "running-v4", "running-v5", "ended-v3"}) {
            assertThat(Run.bytes(read(stored(name)))).as(name).isEqualTo(stored(name));
            assertThat(Run.bytes(read(stored(name)).copy())).as(name).isEqualTo(stored(name));
        }
    }

    @Test
    void version7IsInFrontOfAStateWhoseSenderHasShedEvents() throws IOException {
        for (String name : new String[] {"running-v3", "running-v5", "ended-v3"}) {
            StreamState state = read(stored(name));
            state.shedEvents = 0x0102030405060708L;
            byte[] bytes = Run.bytes(state.copy());
            assertThat(bytes).startsWith(7, 1, 2, 3, 4, 5, 6, 7, 8).endsWith(stored(name));
            assertThat(bytes).hasSize(9 + stored(name).length);
            assertThat(read(bytes).shedEvents).isEqualTo(0x0102030405060708L);
            assertThat(Run.bytes(read(bytes))).isEqualTo(bytes);
            bytes[9] = 7; // a prefix is followed by a state
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("(got 7)");
        }
    }

    @Test
    void version8IsInFrontOfAStateWithShadows() throws IOException {
        for (String name : new String[] {"running-v3", "running-v5"}) {
            StreamState state = read(stored(name));
            WindowPairs pairs = new WindowPairs();
            pairs.add(new WindowPairs.Waiting(-5, 3, true));
            state.shadows =
                    List.of(
                            new ShadowState(
                                    "0123456789abcdef".repeat(4),
                                    77,
                                    state.live.network.copy(),
                                    state.live.windows.copy(),
                                    pairs));
            state.shedEvents = 9;
            byte[] bytes = Run.bytes(state.copy());
            assertThat(bytes).startsWith(8, 0, 0, 0, 1, 0x01, 0x23, 0x45).endsWith(stored(name));
            StreamState restored = read(bytes);
            assertThat(restored.shadows()).containsExactly("0123456789abcdef".repeat(4));
            assertThat(restored.shadows.get(0).firstStep).isEqualTo(77);
            assertThat(restored.shadows.get(0).pairs.waiting())
                    .containsExactly(new WindowPairs.Waiting(-5, 3, true));
            assertThat(Run.bytes(restored)).isEqualTo(bytes);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(cut))
                        .as("cut at %d", length)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void storedShadowsAreRead() throws IOException {
        StreamState state = read(stored("running-v8"));
        ShadowState shadow = state.shadows.get(0);
        assertThat(shadow.sha256).isEqualTo("fedcba9876543210".repeat(4));
        assertThat(shadow.firstStep).isEqualTo(42);
        assertThat(shadow.network.values("syn")).containsExactly(0.5f, -0.25f);
        assertThat(shadow.network.values("mem")).containsExactly(0.125f, 1f);
        assertThat(shadow.windows.steps()).isEqualTo(7);
        assertThat(shadow.windows.endUs()).isEqualTo(70_000);
        assertThat(shadow.windows.startsUs()).containsExactly(30_000, 60_000);
        assertThat(shadow.windows.scores()).containsExactly(1, 2, 3, 4);
        assertThat(shadow.windows.confident()).containsExactly(3, -1);
        assertThat(shadow.pairs.waiting())
                .containsExactly(new WindowPairs.Waiting(30_000, 2, true));
        assertThat(Run.bytes(state)).isEqualTo(stored("running-v8"));
        assertThat(Run.bytes(state.copy())).isEqualTo(stored("running-v8"));
    }

    @Test
    void aCopySharesNothing() throws IOException {
        StreamState state = read(stored("running-v3"));
        StreamState copy = state.copy();
        copy.values("syn")[0] = 9;
        copy.values("mem")[0] = 9;
        copy.live.bin.counts()[0] = 9;
        copy.live.bin.indices()[0] = 9;
        copy.live.bin.pool()[0] = 9;
        copy.live.bin.memory().values()[0] = 9;
        copy.live.windows.scores()[0] = 9;
        copy.live.windows.startsUs()[0] = 9;
        copy.step = 0;
        assertThat(Run.bytes(state)).isEqualTo(stored("running-v3"));
    }

    @Test
    void anUnknownVersionIsRejected() throws IOException {
        byte[] bytes = stored("running-v3");
        for (int version : new int[] {0, 9, 255}) {
            bytes[0] = (byte) version;
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(IOException.class)
                    .hasMessage("stream state must be of version 1 to 8 (got " + version + ")");
        }
    }

    @Test
    void aStateCutAtAnyByteIsRejected() throws IOException {
        for (String name : new String[] {"running-v3", "running-v4", "running-v5", "ended-v3"}) {
            byte[] bytes = stored(name);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(cut))
                        .as("%s cut at %d", name, length)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aDamagedLengthIsRejectedBeforeMemoryIsAllocated() throws IOException {
        byte[] bytes = stored("running-v3");
        int lengths = 0;
        for (int at = 0; at + 4 <= bytes.length; at++) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).putInt(at, 1 << 28);
            try {
                read(damaged);
            } catch (IOException e) {
                lengths++;
            }
        }
        assertThat(lengths).isGreaterThan(6);
        ByteBuffer.wrap(bytes).putInt(54, -1);
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("a length must be 0..");
        ByteBuffer.wrap(bytes).putInt(54, (1 << 28) + 1);
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("a length must be 0..");
    }

    @Test
    void anUnknownPhaseIsRejected() throws IOException {
        byte[] bytes = stored("running-v3");
        bytes[54 + 2 * 16] = 3;
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a phase must be 0..2 (got 3)");
    }

    @Test
    void longStatesSurvive() throws IOException {
        float[] values = Models.values(new SplittableRandom(7), 1, 100_000);
        StreamState state = read(stored("running-v3"));
        state.live =
                new StreamState.Live(
                        new NetworkState(
                                List.of("syn", "mem"), new float[][] {values, values.clone()}),
                        state.live.bin,
                        state.live.windows);
        assertThat(read(Run.bytes(state)).values("syn")).isEqualTo(values);
    }

    @Test
    void aStateWithoutOpenBinIsHardlyLargerThanItsNeurons() {
        ModelDocument nmnist =
                Models.document(
                        new org.spikelink.core.model.InputSpec.Events(
                                34,
                                34,
                                2,
                                1,
                                org.spikelink.core.model.InputSpec.Value.COUNT,
                                SLICING),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(30, 30, true),
                        Models.slstm(2312, 128),
                        Models.slstm(128, 10));
        Model model = Models.random(nmnist, new SplittableRandom(1), 0.1f);
        Run run = new Run(model).send(batch(0).event(0, 1).until(1000));
        assertThat(Run.bytes(run.state())).hasSizeLessThanOrEqualTo(4 * 2 * 138 + 256);
    }

    @Test
    void aStateStoredInTheMiddleOfABinGoesOnAsIfNothingHadHappened() {
        Model model = TinyModel.linear().window(1, 1).build();
        Run run = new Run(model).send(batch(0).event(0, 1).event(10, 1).event(20, 3));
        Run restored = new Run(model).state(Run.read(Run.bytes(run.state())));
        restored.send(batch(1).event(30, 1).event(999, 0).until(1000));
        assertThat(restored.windows()).containsExactly("1/0 0..1000 [1.0, 3.0, 0.0, 1.0] final");
    }

    private static StreamState read(byte[] bytes) throws IOException {
        return StreamStateFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] stored(String name) throws IOException {
        try (InputStream in =
                StreamStateFormatTest.class.getResourceAsStream("/state/" + name + ".hex")) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }
}
