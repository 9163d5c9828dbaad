package org.spikelink.cli.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.charts.ChartTheme;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.OutgoingJson;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.viewer.Sent;

class PlotTopicIT {
    private static final int ON = ChartTheme.LIGHT.on().getRGB();

    @TempDir Path folder;

    @Test
    void whatAJobHasWrittenOfAStreamIsDrawn() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                Clients clients = new Clients(broker)) {
            broker.kafka().createTopics(2, "spikelink.classes", "spikelink.spikes");
            byte[] key = "dvs".getBytes(UTF_8);
            clients.send("spikelink.classes", key, ClassificationCodec.encode(found(1, 0)));
            clients.send("spikelink.classes", key, OutgoingJson.encode(found(2, 0)));
            clients.send("spikelink.classes", key, ClassificationCodec.encode(found(2, 1)));
            clients.send("spikelink.classes", key, new byte[] {1, 2, 3});
            clients.send("spikelink.spikes", key, SpikeBatchCodec.encode(spikes(2)));

            Path scores = folder.resolve("scores.png");
            Path raster = folder.resolve("raster.png");
            Run drawn = plot(broker, "spikelink.classes", "dvs", "scores", scores);
            assertThat(drawn.code()).as(drawn.err()).isZero();
            assertThat(drawn.out()).isEqualTo("%s: scores of dvs%n".formatted(scores));
            assertThat(ImageIO.read(scores.toFile()).getWidth()).isEqualTo(1920);
            Run spikes = plot(broker, "spikelink.spikes", "dvs", "raster", raster);
            assertThat(spikes.code()).as(spikes.err()).isZero();
            assertThat(ImageIO.read(raster.toFile()).getWidth()).isEqualTo(1920);

            assertThat(plot(broker, "spikelink.spikes", "dvs", "rate", raster).code()).isZero();

            assertThat(plot(broker, "spikelink.classes", "other", "scores", scores).err())
                    .isEqualTo(
                            "plot: topic spikelink.classes has no records of stream 'other'; it has dvs%n"
                                    .formatted());
            assertThat(plot(broker, "none", "dvs", "scores", scores).err()).contains("none");
            assertThat(plot(broker, "spikelink.spikes", "dvs", "membrane", scores).err())
                    .contains("a job writes no membranes");
        }
    }

    @Test
    void whatASensorHasSentIsDrawn() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                Clients clients = new Clients(broker)) {
            broker.kafka().createTopics(2, "spikelink.sensors");
            for (int n = 0; n < 20; n++) {
                clients.send(
                        "spikelink.sensors",
                        "dvs".getBytes(UTF_8),
                        SensorBatchEncoder.encode(
                                Sent.batch("dvs", n, n * 1_000L, Sent.events(500, 24))));
            }

            for (String kind : List.of("events", "timesurface", "rate")) {
                for (String suffix : List.of("png", "gif")) {
                    Path file = folder.resolve(kind + "." + suffix);
                    Run drawn = plot(broker, "spikelink.sensors", "dvs", kind, file);
                    assertThat(drawn.code()).as(drawn.err()).isZero();
                    assertThat(drawn.out()).isEqualTo("%s: %s of dvs%n".formatted(file, kind));
                    assertThat(colours(ImageIO.read(file.toFile()))).as("%s", file).contains(ON);
                }
            }
            for (String kind : List.of("scores", "raster")) {
                Run none = plot(broker, "spikelink.sensors", "dvs", kind, folder.resolve("x.png"));
                assertThat(none.code()).isEqualTo(1);
                assertThat(none.err())
                        .startsWith(
                                "plot: topic spikelink.sensors: the records of stream 'dvs' are no ");
            }
        }
    }

    private static Set<Integer> colours(BufferedImage image) {
        return Arrays.stream(
                        image.getRGB(
                                0,
                                0,
                                image.getWidth(),
                                image.getHeight(),
                                null,
                                0,
                                image.getWidth()))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static Classification found(long session, int window) {
        return new Classification(
                "dvs",
                session,
                window * 10L + 9,
                window * 100_000L,
                (window + 1) * 100_000L,
                window,
                window == 0 ? "nine" : "one",
                new float[] {5 - window, 3 + window, 0},
                0.9f,
                true,
                "m/1",
                5);
    }

    private static SpikeBatch spikes(long session) {
        int[][] some = {{0, 3}, {1}};
        return new SpikeBatch(
                "dvs",
                session,
                0,
                "m/1",
                5,
                new int[] {0, 1},
                List.of(
                        new SpikeBatch.Step(0, 10_000, some),
                        new SpikeBatch.Step(10_000, 10_000, new int[][] {{2}, {}})));
    }

    private static Run plot(
            LocalBroker broker, String topic, String stream, String kind, Path out) {
        return Run.spikelink(
                "plot",
                topic,
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--stream",
                stream,
                "--kind",
                kind,
                "--out",
                out);
    }
}
