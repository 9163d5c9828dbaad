package org.spikelink.cli.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;

class ConvertTest {
    @TempDir Path folder;

    private Path recording() throws Exception {
        return Files.writeString(
                folder.resolve("in.csv"),
                "# geometry:12,22\nt,x,y,p\n5,1,2,1\n6,10,20,0\n7000000000,11,21,1\n");
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
        assertThat(out).hasContent("# geometry:2,3\nt,x,y,p\n6,1,2,0\n7000000000,1,2,1\n");
    }

    @Test
    void whatDoesNotFitIsAnErrorAndLeavesNoFile() throws Exception {
        Path dat = folder.resolve("a.dat");
        Run run = Run.spikelink("convert", recording(), dat);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("DAT holds times from 0 to 4294967295 us (got 5 to 7000000000);")
                .contains("choose a part with --time-range");
        assertThat(dat).doesNotExist();
    }

    /** As DV's recordings have them. */
    private Path since1970() throws Exception {
        return Files.writeString(
                folder.resolve("since1970.csv"),
                "t,x,y,p\n1700000000000100,1,2,1\n1700000000000090,3,2,1\n1700000000500000,1,1,0\n");
    }

    @Test
    void timesSince1970NeedAnOriginInFormatsWithShortTimes() throws Exception {
        for (String id : List.of("dat", "evt2", "evt3")) {
            Path file = folder.resolve("a." + id);
            Run refused = Run.spikelink("convert", since1970(), file, "--to", id);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("count them from the first with --time-origin start");
            assertThat(file).doesNotExist();

            Run run =
                    Run.spikelink("convert", since1970(), file, "--to", id, "--time-origin=start");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("1700000000000090 us subtracted from each time");
            Run back =
                    Run.spikelink(
                            "convert", file, folder.resolve("b.csv"), "--format", id, "--to=csv");
            assertThat(back.code()).as(back.err()).isZero();
            assertThat(Files.readString(folder.resolve("b.csv")))
                    .endsWith("t,x,y,p\n10,1,2,1\n0,3,2,1\n499910,1,1,0\n");
        }
    }

    @Test
    void anOriginIsSubtractedAfterTheRangeIsChosen() throws Exception {
        Path out = folder.resolve("part.csv");
        Run run =
                Run.spikelink(
                        "convert",
                        since1970(),
                        out,
                        "--time-range=1700000000000100-1700000000000101",
                        "--time-origin=1700000000000000");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(out)).endsWith("t,x,y,p\n100,1,2,1\n");
        assertThat(run.out()).startsWith("1 event of ").contains("1700000000000000 us subtracted");
    }

    @Test
    void anOriginThatMakesTimesNegativeIsRejectedByFormatsWithoutSigns() throws Exception {
        Path dat = folder.resolve("a.dat");
        Run run = Run.spikelink("convert", recording(), dat, "--time-origin=6");
        assertThat(run.err()).contains("(got -1 to 6999999994)");
        assertThat(dat).doesNotExist();
        assertThat(Run.spikelink("convert", recording(), dat, "--time-origin=now").code())
                .isEqualTo(2);
    }

    @Test
    void aPartWithoutEventsIsAnErrorThatSaysWhatThereIs() throws Exception {
        Path out = folder.resolve("none.csv");
        Run run = Run.spikelink("convert", recording(), out, "--time-range=7-8");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "the chosen part has no events: the recording has times from 5 to 7000000000 us, on a sensor of 12x22");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFolderThatDoesNotExistIsAnErrorWithoutNamesOfOurs() throws Exception {
        Run run = Run.spikelink("convert", recording(), folder.resolve("no/a.csv"));
        assertThat(run.err())
                .contains("cannot be written: its folder does not exist")
                .doesNotContain(".part");
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

    @Test
    void filesOfAPatternWhereOneIsExpectedAreNamedAsSuch() throws Exception {
        Path in = recording();
        Run run = Run.spikelink("convert", in, folder.resolve("a.npz"), in, in, in, in);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("Unknown arguments: '" + in + "', ")
                .contains(", ...; where one file is expected, the shell puts all files");
    }

    @Test
    void garbageIsAnErrorAtItsFirstByte() throws Exception {
        for (String name : List.of("garbage.npy", "garbage.h5")) {
            Path garbage = Files.writeString(folder.resolve(name), "garbage".repeat(100));
            Run run = Run.spikelink("inspect", garbage);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains(name + " at byte 0: ");
        }
    }
}
