package org.spikelink.tests.benchmarks;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.spikelink.cli.docs.CommandPages;

/** docs/commands/bench.md says what the benches' options are. */
final class BenchPagesTest {

    @Test
    void theBenchesHaveAPageThatNamesTheirOptions() throws IOException {
        new CommandPages("tests/benchmarks").assertCurrent(Bench.commandLine());
    }
}
