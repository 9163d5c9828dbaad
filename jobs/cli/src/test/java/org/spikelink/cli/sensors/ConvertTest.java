package org.spikelink.cli.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;

class ConvertTest {
    @TempDir Path folder;

    private Path recording() throws Exception {
        return Files.writeString(
                folder.resolve("in.csv"), "t,x,y,p\n5,1,2,1\n6,10,20,0\n7000000000,11,21,1\n");
    }

    @Test
    void aRecordingIsWrittenInAnotherFormatAndBack() throws Exception {
        Path raw = folder.resolve("a.raw");
        Run there = Run.spikelink("convert", recording(), raw, "--to", "evt3");
        Run back = Run.spikelink("convert", raw, folder.resolve("back.csv"));
        assertThat(there.out()).contains("3 events of 12x22 pixels written to " + raw);
        assertThat(there.code() + back.code()).isZero();
        assertThat(folder.resolve("back.csv")).hasSameTextualContentAs(recording());
    }

    @Test
    void aPartIsChosenByTimePlaceAndSize() throws Exception {
        Path out = folder.resolve("part.csv");
        Run run =
                Run.spikelink(
                        "convert",
                        recording(),
                        out,
                        "--time-range=6-7000000001",
                        "--crop=8,16,4x6",
                        "--downsample=2");
        assertThat(run.code()).isZero();
        assertThat(out).hasContent("t,x,y,p\n6,1,2,0\n7000000000,1,2,1\n");
    }

    @Test
    void whatDoesNotFitIsAnErrorAndLeavesNoFile() throws Exception {
        Path dat = folder.resolve("a.dat");
        Run run = Run.spikelink("convert", recording(), dat);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("DAT holds times from 0 to 4294967295 us (got 5 to 7000000000)");
        assertThat(dat).doesNotExist();
    }

    @Test
    void mistakesAreReportedBeforeTheRecordingIsRead() throws Exception {
        Path in = recording();
        assertThat(Run.spikelink("convert", in, in).err()).contains("must be different files");
        assertThat(Run.spikelink("convert", in, folder.resolve("a.raw")).err())
                .contains("state it with --to");
        assertThat(Run.spikelink("convert", in, folder.resolve("a.npz"), "--crop=1,2").code())
                .isEqualTo(2);
    }
}
