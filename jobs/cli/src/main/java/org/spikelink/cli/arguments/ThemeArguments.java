package org.spikelink.cli.arguments;

import org.spikelink.charts.ChartTheme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The colours of pictures. */
@Command // without a name: a mixin
public final class ThemeArguments {
    @Option(
            names = "--dark",
            description =
                    "draw on a dark ground; a .html file has both and follows the reader's system")
    private boolean dark;

    public ChartTheme theme() {
        return dark ? ChartTheme.DARK : ChartTheme.LIGHT;
    }
}
