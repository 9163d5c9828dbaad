package org.spikelink.core.layer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Name and shape of a parameter.
 *
 * @param name in the model file, without the layer's prefix
 * @param required whether the layer must have it
 * @param shapes those it may have, of different sizes
 * @param otherwise the single value that it has if a model does not say, or null
 */
public record ParameterSpec(String name, boolean required, List<int[]> shapes, Float otherwise) {
    public ParameterSpec {
        shapes = List.copyOf(shapes);
    }

    /** Without a value for a model that does not have it. */
    public ParameterSpec(String name, boolean required, List<int[]> shapes) {
        this(name, required, shapes, null);
    }

    /** A parameter that the layer must have. */
    public static ParameterSpec required(String name, int... shape) {
        return new ParameterSpec(name, true, List.of(shape));
    }

    /** A parameter that the layer may have. */
    public static ParameterSpec optional(String name, int... shape) {
        return new ParameterSpec(name, false, List.of(shape));
    }

    /** A required parameter with one value for all neurons or one for each. */
    public static ParameterSpec oneOrEach(String name, int neurons) {
        return new ParameterSpec(name, true, oneOrEach(neurons));
    }

    /** A parameter with one value for all neurons or one for each; if a model does not have it, {@code otherwise} for all. */
    public static ParameterSpec oneOrEach(String name, int neurons, float otherwise) {
        return new ParameterSpec(name, false, oneOrEach(neurons), otherwise);
    }

    private static List<int[]> oneOrEach(int neurons) {
        return List.of(new int[] {1}, new int[] {neurons});
    }

    /** Whether a tensor of this shape can be taken; a value without a shape counts as [1]. */
    public boolean takes(int[] shape) {
        int[] sought = shape.length == 0 ? new int[] {1} : shape;
        return shapes.stream().anyMatch(s -> Arrays.equals(s, sought));
    }

    /** The shape with so many values. */
    public int[] shape(int count) {
        return shapes.stream()
                .filter(s -> size(s) == count)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s must be %s (got %d values)"
                                                .formatted(name, shapeText(), count)));
    }

    /** Values of the largest shape. */
    public long size() {
        return shapes.stream().mapToLong(ParameterSpec::size).max().orElse(0);
    }

    private static long size(int[] shape) {
        long size = 1;
        for (int n : shape) {
            size = Math.multiplyExact(size, (long) n);
        }
        return size;
    }

    /** The shapes as messages show them: {@code [1] or [128]}. */
    public String shapeText() {
        return shapes.stream().map(Arrays::toString).collect(Collectors.joining(" or "));
    }
}
