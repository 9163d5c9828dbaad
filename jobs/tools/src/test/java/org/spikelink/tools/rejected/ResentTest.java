package org.spikelink.tools.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.error.SpikelinkException;

class ResentTest {
    @Test
    void whatIsResentFromTheStartMovesTheOffsetOnAndTheRestIsKeptAsRanges() {
        Resent after = Resent.NONE.with(List.of(0L, 1L, 4L, 5L, 6L, 9L), List.of(2L, 3L, 8L), 10);

        assertThat(after.next()).isEqualTo(2);
        assertThat(after.metadata()).isEqualTo("2-4,7");
    }

    @Test
    void whereNothingIsLeftTheOffsetIsTheEnd() {
        Resent after = Resent.NONE.with(List.of(3L, 7L), List.of(), 8);

        assertThat(after.next()).isEqualTo(8);
        assertThat(after.metadata()).isEmpty();
    }

    @Test
    void aHundredReplaysOfAnySelectionResendEachRecordOnce() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Long> held = new HashSet<>();
            LongStream.range(0, 300).filter(o -> random.nextInt(5) > 0).forEach(held::add);
            Set<Long> done = new HashSet<>();
            Resent marks = Resent.NONE;
            for (int replay = 0; replay < 100; replay++) {
                List<Long> now = new ArrayList<>();
                List<Long> left = new ArrayList<>();
                for (long offset : held) {
                    if (!marks.contains(offset)) {
                        (random.nextInt(10) == 0 ? now : left).add(offset);
                    }
                }
                for (long offset : now) {
                    assertThat(done.add(offset)).as("seed %d, offset %d", seed, offset).isTrue();
                }
                marks = marks.with(now, left, 300);
                marks = Resent.parse(marks.next(), marks.metadata());
            }
            for (long offset : held) {
                assertThat(marks.contains(offset))
                        .as("seed %d, offset %d", seed, offset)
                        .isEqualTo(done.contains(offset));
            }
        }
    }

    @Test
    void moreRangesThanKafkaTakesAreRejectedBeforeAnythingIsSent() {
        List<Long> every2nd = LongStream.range(0, 2_000).map(n -> 2 * n + 1).boxed().toList();

        Resent scattered = Resent.NONE.with(every2nd, List.of(0L), 4_000);

        assertThatThrownBy(scattered::metadata)
                .isInstanceOf(SpikelinkException.class)
                .hasMessageContaining("must fit 4000 characters");
    }

    @Test
    void rangesThatNobodyResendsAreRejected() {
        for (String metadata :
                List.of("0-999999999999", "7-3", "1-999999,2000000-2000001", "5-1000005")) {
            assertThatThrownBy(() -> Resent.parse(5, metadata))
                    .as(metadata)
                    .isInstanceOf(SpikelinkException.class)
                    .hasMessageContaining("must ascend and have at most 1000000 offsets (got ");
        }
        assertThat(Resent.parse(5, "1-999999").beyond()).hasSize(999_999);
    }

    @Test
    void anotherProgramsMetadataIsRejected() {
        assertThatThrownBy(() -> Resent.parse(5, "hello"))
                .isInstanceOf(SpikelinkException.class)
                .hasMessageContaining("(got hello); does another program use this group?");
    }
}
