// The spikes of each layer, scrolling: one column a step, one row a neuron.

import { mix, rgb } from './picture.js';

const STEPS = 600;

export class Rasters {
  constructor(home, note) {
    this.home = home;
    this.note = note;
    this.clear();
  }

  clear() {
    this.home.replaceChildren();
    this.layers = new Map();
    this.spiked = [];
    this.step = -1;
    this.note.textContent = '';
  }

  /** Takes a frame of spikes. */
  add(view) {
    const steps = view.getUint16(2, true);
    let at = 4;
    for (let s = 0; s < steps; s++) {
      this.step = view.getFloat64(at, true);
      const layers = view.getUint16(at + 8, true);
      at += 10;
      for (let l = 0; l < layers; l++) {
        const index = view.getUint16(at, true);
        const total = view.getUint32(at + 2, true);
        const shown = view.getUint16(at + 6, true);
        at += 8;
        const neurons = new Uint16Array(shown);
        for (let i = 0; i < shown; i++, at += 2) {
          neurons[i] = view.getUint16(at, true);
        }
        this.layer(index).add(this.step, neurons, total);
      }
    }
    this.note.textContent = `step ${this.step}`;
  }

  layer(index) {
    if (!this.layers.has(index)) {
      const layer = new Raster(index);
      this.layers.set(index, layer);
      const after = [...this.layers.values()].filter((one) => one.index > index).sort((a, b) => a.index - b.index)[0];
      this.home.insertBefore(layer.element, after ? after.element : null);
    }
    return this.layers.get(index);
  }

  draw() {
    this.layers.forEach((layer) => layer.draw());
  }
}

class Raster {
  constructor(index) {
    this.index = index;
    this.columns = [];
    this.neurons = 1;
    this.element = document.createElement('div');
    this.element.className = 'raster';
    this.words = document.createElement('p');
    this.canvas = document.createElement('canvas');
    this.canvas.dataset.layer = index;
    this.canvas.width = STEPS;
    this.canvas.height = 1;
    this.element.append(this.words, this.canvas);
    this.context = this.canvas.getContext('2d', { alpha: false });
    this.isDirty = true;
  }

  add(step, neurons, total) {
    this.columns.push({ step, neurons, total });
    if (this.columns.length > STEPS) {
      this.columns.shift();
    }
    const last = neurons.length ? neurons[neurons.length - 1] + 1 : 0;
    if (last > this.neurons) {
      this.neurons = last;
    }
    this.isDirty = true;
  }

  draw() {
    const style = getComputedStyle(document.documentElement);
    const key = style.getPropertyValue('--text') + style.getPropertyValue('--pixel');
    if (!this.isDirty && key === this.key) {
      return;
    }
    const rows = Math.min(this.neurons, 220);
    if (this.canvas.height !== rows || key !== this.key || !this.image) {
      this.canvas.height = rows;
      this.image = this.context.createImageData(STEPS, rows);
      this.pixels = new Uint32Array(this.image.data.buffer);
      const ground = rgb(style.getPropertyValue('--pixel'));
      const line = rgb(style.getPropertyValue('--line'));
      const bright = rgb(style.getPropertyValue('--text'));
      this.ground = mix(ground, ground, 1);
      this.spike = mix(ground, bright, 1);
      this.edge = mix(ground, line, 1);
      this.key = key;
    }
    this.pixels.fill(this.ground);
    const left = STEPS - this.columns.length;
    let sum = 0;
    this.columns.forEach(({ neurons, total, step }, i) => {
      sum += total;
      if (step === 0) {
        for (let row = 0; row < rows; row++) {
          this.pixels[row * STEPS + left + i] = this.edge;
        }
      }
      for (const neuron of neurons) {
        this.pixels[Math.floor((neuron * rows) / this.neurons) * STEPS + left + i] = this.spike;
      }
    });
    this.context.putImageData(this.image, 0, 0);
    this.words.textContent = `layer ${this.index}\n${(sum / Math.max(1, this.columns.length)).toFixed(1)} a step`;
    this.isDirty = false;
  }
}
