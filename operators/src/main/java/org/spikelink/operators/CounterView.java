package org.spikelink.operators;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;

/** A Flink counter that shows a count kept elsewhere. */
record CounterView(LongSupplier count) implements Counter {
    @Override
    public long getCount() {
        return count.getAsLong();
    }

    @Override
    public void inc() {
        throw readOnly();
    }

    @Override
    public void inc(long n) {
        throw readOnly();
    }

    @Override
    public void dec() {
        throw readOnly();
    }

    @Override
    public void dec(long n) {
        throw readOnly();
    }

    private static IllegalStateException readOnly() {
        return new IllegalStateException("the stepper counts; metrics only show it");
    }
}
