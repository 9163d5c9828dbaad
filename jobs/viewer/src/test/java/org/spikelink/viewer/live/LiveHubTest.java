package org.spikelink.viewer.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.viewer.Sent;

class LiveHubTest {
    private static final long NOW_MS = 1_000_000;

    private final LiveHub hub = new LiveHub();

    @Test
    void theWallShowsTheStreamsThatMatchInTheOrderAskedFor() {
        hub.sent(Sent.batch("b", 0, 0, Sent.events(10, 4)), NOW_MS);
        hub.sent(Sent.batch("A", 0, 0, Sent.events(90, 4)), NOW_MS);
        hub.wrote(found("b", "nine"), NOW_MS, NOW_MS);
        hub.rejected("c", "x must be 0..3 (got 4)", NOW_MS);
        long laterMs = NOW_MS + 1_000;

        assertThat(hub.wall(WallQuery.ALL, laterMs).names()).containsExactly("A", "b", "c");
        assertThat(hub.wall(query("", "", WallQuery.Sort.RATE), laterMs).names())
                .containsExactly("A", "b", "c");
        assertThat(hub.wall(query("", "", WallQuery.Sort.TROUBLE), laterMs).names())
                .containsExactly("c", "A", "b");
        assertThat(hub.wall(query("", "nine", WallQuery.Sort.NAME), laterMs).names())
                .containsExactly("b");
        assertThat(hub.wall(query("a", "", WallQuery.Sort.NAME), laterMs).names())
                .containsExactly("A");
    }

    @Test
    void aStreamsFactsAreThoseOfItsRecords() {
        hub.sent(Sent.batch("dvs", 0, 0, Sent.events(90, 30)), NOW_MS);
        hub.wrote(found("dvs", "nine"), NOW_MS + 12, NOW_MS);

        Facts facts = hub.wall(WallQuery.ALL, NOW_MS + 1_000).rows().get(0);

        assertThat(facts)
                .isEqualTo(
                        new Facts(
                                "dvs", "nine", 0.75f, 30, 0.5, 0, 12, 12, "m/1", 30, 4, 0, 0,
                                1_000));
    }

    @Test
    void thePageIsToldHowFarAShadowAndTheActiveModelAgree() {
        assertThat(hub.wall(WallQuery.ALL, NOW_MS).totals().shadows()).isEmpty();
        hub.wrote(found("dvs", "nine"), NOW_MS, NOW_MS);
        hub.wrote(new ShadowClass(found("dvs", "nine")), NOW_MS, NOW_MS);
        hub.wrote(new ShadowClass(found("other", "nine")), NOW_MS, NOW_MS);

        assertThat(hub.wall(WallQuery.ALL, NOW_MS).totals().shadows())
                .containsExactly(new WallMessage.ShadowFacts("m/1", 1, 1));
        assertThat(hub.wall(WallQuery.ALL, NOW_MS).totals().streams()).isEqualTo(1);
    }

    @Test
    void thePageIsToldWhatRollbackRulesHaveDone() {
        assertThat(hub.wall(WallQuery.ALL, NOW_MS).totals().rollbacks()).isEmpty();
        hub.rollbacks(List.of("m/1 is active for all streams"));
        assertThat(hub.wall(WallQuery.ALL, NOW_MS).totals().rollbacks())
                .containsExactly("m/1 is active for all streams");
    }

    @Test
    void missingBatchesTimeThatGoesBackAndRejectionsAreTroubles() {
        hub.sent(Sent.batch("dvs", 0, 5_000, Sent.events(1, 1)), NOW_MS);
        hub.sent(Sent.batch("dvs", 3, 9_000, Sent.events(1, 1)), NOW_MS);
        hub.sent(Sent.batch("dvs", 4, 8_000, Sent.events(1, 1)), NOW_MS);
        hub.rejected("dvs", "sequence must be 5 (got 4)", NOW_MS);

        assertThat(hub.facts(hub.watch("dvs"), NOW_MS).troubles())
                .containsExactly(
                        "2 batches missing",
                        "1 times back in time",
                        "1 records rejected: sequence must be 5 (got 4)");
    }

    @Test
    void whatTheJobMeasuredIsShownWithItsTroubles() {
        hub.wrote(health("dvs"), NOW_MS, NOW_MS);

        StreamMessage message = hub.facts(hub.watch("dvs"), NOW_MS);

        assertThat(message.troubles()).containsExactly("1 hot pixels", "flicker 100.0 Hz");
        assertThat(message.health())
                .containsExactly(
                        "1 hot pixels, (3, 4) with 500 events",
                        "flicker at 100 Hz",
                        "0 batches missing, 0 late");
        assertThat(message.facts().troubles()).isEqualTo(2);
    }

    private static SensorHealth health(String stream) {
        return new SensorHealth(
                stream,
                7,
                0,
                1_000_000,
                100,
                900,
                450,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                9,
                0,
                100,
                0.5f,
                1,
                List.of(new SensorHealth.HotPixel(3, 4, 500)),
                List.of(SensorHealth.Trouble.HOT_PIXELS, SensorHealth.Trouble.FLICKER),
                NOW_MS);
    }

    @Test
    void aBrowserGetsTheEventsSinceItBeganToWatch() {
        hub.sent(Sent.batch("dvs", 0, 0, Sent.events(5, 4)), NOW_MS);
        StreamCursor cursor = hub.watch("dvs");
        assertThat(hub.news(cursor)).isEmpty();

        hub.sent(Sent.batch("dvs", 1, 1_000, Sent.events(3, 4)), NOW_MS);
        List<ByteBuffer> news = hub.news(cursor);

        assertThat(news).hasSize(1);
        ByteBuffer frame = news.get(0);
        assertThat(frame.get(0)).isEqualTo((byte) 1);
        assertThat(frame.getShort(2)).as("width").isEqualTo((short) 4);
        assertThat(frame.getInt(8)).as("total").isEqualTo(3);
        assertThat(frame.getInt(12)).as("shown").isEqualTo(3);
        assertThat(frame.getDouble(16)).as("end").isEqualTo(1_002);
        List<String> events = new ArrayList<>();
        for (int at = 24; at < frame.limit(); at += 8) {
            events.add(
                    "%d %d %x"
                            .formatted(
                                    frame.getInt(at),
                                    frame.getShort(at + 4),
                                    frame.getShort(at + 6) & 0xFFFF));
        }
        assertThat(events).containsExactly("2 0 8000", "1 1 0", "0 2 8000");
        assertThat(hub.news(cursor)).isEmpty();
    }

    @Test
    void tooManyEventsForAFrameAreThinnedOutAndCounted() {
        StreamCursor cursor = hub.watch("dvs");
        hub.sent(Sent.batch("dvs", 0, 0, Sent.events(100_000, 320)), NOW_MS);

        ByteBuffer frame = hub.news(cursor).get(0);

        assertThat(frame.getInt(8)).isEqualTo(100_000);
        assertThat(frame.getInt(12)).isBetween(Frames.MAX_EVENTS / 2, Frames.MAX_EVENTS);
        assertThat(frame.limit()).isEqualTo(24 + 8 * frame.getInt(12));
        assertThat(frame.getInt(frame.limit() - 8)).as("age of the last").isZero();
    }

    @Test
    void spikesAndSamplesAreSentOnce() {
        StreamCursor cursor = hub.watch("skin");
        hub.sent(Sent.batch("skin", 0, 0, new Samples(new float[] {1, 2, 3, 4}, 2)), NOW_MS);
        var step = new SpikeBatch.Step(0, 10, new int[][] {{3, 8}, {}});
        hub.wrote(
                new SpikeBatch("skin", 7, 41, "m/1", NOW_MS, new int[] {0, 1}, List.of(step)),
                NOW_MS,
                NOW_MS);

        List<ByteBuffer> news = hub.news(cursor);

        ByteBuffer spikes = news.get(0);
        assertThat(spikes.get(0)).isEqualTo((byte) 2);
        assertThat(spikes.getShort(2)).as("steps").isEqualTo((short) 1);
        assertThat(spikes.getDouble(4)).as("step").isEqualTo(41);
        assertThat(spikes.getInt(16)).as("spikes of layer 0").isEqualTo(2);
        assertThat(spikes.getShort(24)).as("second neuron").isEqualTo((short) 8);
        assertThat(spikes.limit()).isEqualTo(34);
        ByteBuffer samples = news.get(1);
        assertThat(samples.getShort(2)).as("channels").isEqualTo((short) 2);
        assertThat(samples.getInt(4)).as("rows").isEqualTo(2);
        assertThat(samples.getFloat(20)).isEqualTo(4);
        assertThat(hub.news(cursor)).isEmpty();
    }

    @Test
    void theLeastRecentlyActiveStreamsAreForgottenButNotWatchedOnes() {
        StreamCursor watched = hub.watch("watched");
        for (int i = 0; i < LiveHub.MAX_STREAMS + 10; i++) {
            hub.sent(Sent.batch("s" + i, 0, 0, Sent.events(1, 1)), NOW_MS);
        }

        WallMessage wall = hub.wall(query("watched", "", WallQuery.Sort.NAME), NOW_MS);

        assertThat(wall.totals().streams()).isEqualTo(LiveHub.MAX_STREAMS);
        assertThat(wall.names()).containsExactly("watched");
        hub.unwatch(watched);
    }

    private static WallQuery query(String search, String label, WallQuery.Sort sort) {
        return new WallQuery(search, label, sort, WallQuery.MOST);
    }

    private static Classification found(String stream, String label) {
        return new Classification(
                stream, 7, 9, 0, 10, 2, label, new float[] {0, 1, 5}, 0.75f, true, "m/1", NOW_MS);
    }
}
