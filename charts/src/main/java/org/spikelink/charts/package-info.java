/**
 * Pictures for people: a {@link org.spikelink.charts.Picture} is drawn in the colours of a {@link
 * org.spikelink.charts.ChartTheme} and written by {@link org.spikelink.charts.PictureFile} as PNG, SVG, GIF or HTML. Knows
 * no recording and no network. May use JFreeChart, Batik and core's {@code error} and {@code io}.
 */
package org.spikelink.charts;
