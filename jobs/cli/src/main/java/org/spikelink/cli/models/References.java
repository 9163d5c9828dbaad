package org.spikelink.cli.models;

import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.tools.models.ModelReference;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of models and streams as users write them. */
final class References {
    static final String STREAMS =
            "the streams: all, prefix:TEXT, or regex:PATTERN, which must match the whole name (default:"
                    + " ${DEFAULT-VALUE})";

    private References() {}

    /** {@code NAME@VERSION}. */
    static final class OfModel implements ITypeConverter<ModelReference> {
        @Override
        public ModelReference convert(String text) {
            try {
                return ModelReference.parse(text);
            } catch (ScheduleException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** See {@link RollbackRule.Condition#parse}. */
    static final class OfRule implements ITypeConverter<RollbackRule.Condition> {
        @Override
        public RollbackRule.Condition convert(String text) {
            try {
                return RollbackRule.Condition.parse(text);
            } catch (ScheduleException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** See {@link StreamSelector#parse}. */
    static final class OfStreams implements ITypeConverter<StreamSelector> {
        @Override
        public StreamSelector convert(String text) {
            try {
                return StreamSelector.parse(text);
            } catch (ScheduleException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
