package org.spikelink.trainer.report;

import org.spikelink.core.model.Bands;
import org.spikelink.core.model.ModelDocument;

/** The bands of a model as a table. */
final class BandTable {
    private BandTable() {}

    static String html(ModelDocument model) {
        Bands bands = model.bands();
        StringBuilder rows = new StringBuilder();
        bands.named(model.labels())
                .forEach((name, band) -> rows.append(Html.row(name, band.text())));
        return "<p class=\"note\">What the model does on "
                + bands.recordings()
                + " recordings of the validation set, from the 1st to the 99th percentile. A job warns when live data make it do"
                + " something else for long.</p><div class=\"card\"><table class=\"facts\">"
                + rows
                + "</table></div>\n";
    }
}
