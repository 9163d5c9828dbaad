package org.spikelink.tools.plot;

/**
 * The key of a line in a legend: lines of the same name are told apart.
 *
 * @param number of the line
 * @param name shown
 */
record Named(int number, String name) implements Comparable<Named> {
    @Override
    public int compareTo(Named other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return name;
    }
}
