// Charts: class scores over time, and the channels of a sensor that sends samples.

import uPlot from './lib/uplot/uPlot.esm.js';

const PALETTE = ['#5aa9ff', '#ff9d5c', '#4fd18b', '#e879c6', '#f2c744', '#8f8cff', '#3cc8c8', '#ff6b6b', '#a3b53f', '#b98b6b', '#7f8ea3', '#d0a2ff'];
const WINDOWS = 120;
const SAMPLES = 600;
const MOST_LINES = 12;

/** Lines over a running number; the latest `length` points are kept. */
class Lines {
  constructor(home, length, options) {
    this.home = home;
    this.length = length;
    this.options = options;
    this.clear();
  }

  clear() {
    this.chart?.destroy();
    this.chart = null;
    this.names = [];
    this.xs = [];
    this.rows = [];
  }

  setNames(names) {
    if (names.length !== this.names.length || names.some((name, i) => name !== this.names[i])) {
      this.names = names;
      this.rows = names.map((_, i) => this.rows[i] ?? new Array(this.xs.length).fill(null));
      this.build();
    }
  }

  add(x, values) {
    this.xs.push(x);
    this.names.forEach((_, i) => this.rows[i].push(values[i] ?? null));
    if (this.xs.length > this.length) {
      this.xs.shift();
      this.rows.forEach((row) => row.shift());
    }
    this.isDirty = true;
  }

  build() {
    this.chart?.destroy();
    const style = getComputedStyle(document.documentElement);
    const [text, line] = ['--quiet', '--line'].map((name) => style.getPropertyValue(name).trim());
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: '12px system-ui' };
    this.key = text;
    this.chart = new uPlot({
      width: Math.max(200, this.home.clientWidth),
      height: this.options.height(this.home),
      legend: { show: this.names.length <= MOST_LINES, live: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      axes: [{ ...axis, label: this.options.x, labelSize: 18, labelFont: '12px system-ui' }, { ...axis, size: 46 }],
      series: [{}, ...this.names.map((name, i) => ({
        label: name, stroke: PALETTE[i % PALETTE.length], width: 2, points: { show: this.options.points, size: 5 },
      }))],
    }, [this.xs, ...this.rows], this.home);
  }

  draw() {
    const style = getComputedStyle(document.documentElement);
    if (this.chart && style.getPropertyValue('--quiet').trim() !== this.key) {
      this.build();
    } else if (this.chart && this.isDirty) {
      this.chart.setData([this.xs, ...this.rows]);
    }
    this.isDirty = false;
  }

  resize() {
    this.chart?.setSize({ width: Math.max(200, this.home.clientWidth), height: this.options.height(this.home) });
  }
}

export function scoreLines(home) {
  return new Lines(home, WINDOWS, { x: 'window', points: true, height: () => 250 });
}

export function sampleLines(home) {
  return new Lines(home, SAMPLES, { x: 'sample', points: false, height: (at) => Math.max(180, at.clientHeight - 60) });
}
