// The wall: a tile for each stream, with a small picture of its events.

import { mix, rgb } from './picture.js';
import { classText, count, isUnanswered, percent } from './words.js';

const IDLE_MS = 5_000;

export class Wall {
  constructor(tiles, empty) {
    this.tiles = tiles;
    this.empty = empty;
    this.byName = new Map();
    this.order = [];
    this.latest = null;
  }

  /** Takes the rows of the wall, in their order. */
  show(rows, totals, isFiltered) {
    const names = new Set(rows.map((row) => row.name));
    for (const [name, tile] of this.byName) {
      if (!names.has(name)) {
        tile.element.remove();
        this.byName.delete(name);
      }
    }
    rows.forEach((row, i) => {
      let tile = this.byName.get(row.name);
      if (!tile) {
        tile = new Tile(row.name);
        this.byName.set(row.name, tile);
      }
      tile.show(row);
      if (this.tiles.children[i] !== tile.element) {
        this.tiles.insertBefore(tile.element, this.tiles.children[i] ?? null);
      }
    });
    this.order = rows.map((row) => row.name);
    this.empty.hidden = rows.length > 0;
    this.empty.textContent = totals.brokerAway ? 'The broker does not answer.'
      : isFiltered && totals.streams > 0 ? 'No stream matches.'
        : 'No stream yet. The page shows what is sent from now on.';
  }

  /** Takes a frame of thumbnails, in the order of the rows. */
  thumbnails(view) {
    this.latest = view;
  }

  draw() {
    if (!this.latest) {
      return;
    }
    const side = this.latest.getUint8(1);
    const tiles = Math.min(this.latest.getUint16(2, true), this.order.length);
    const cells = new Int8Array(this.latest.buffer, this.latest.byteOffset + 4);
    const table = colours();
    for (let i = 0; i < tiles; i++) {
      this.byName.get(this.order[i])?.draw(cells.subarray(i * side * side, (i + 1) * side * side), side, table);
    }
    this.latest = null;
  }
}

let known = { key: '', table: null };

/** Colours of cells, from -128 to 127. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const key = style.getPropertyValue('--pixel') + style.getPropertyValue('--on');
  if (known.key !== key) {
    const [ground, off, on] = ['--pixel', '--off', '--on'].map((name) => rgb(style.getPropertyValue(name)));
    const table = new Uint32Array(256);
    for (let value = -128; value < 128; value++) {
      table[value + 128] = mix(ground, value < 0 ? off : on, Math.min(1, Math.abs(value) / 110));
    }
    known = { key, table };
  }
  return known.table;
}

class Tile {
  constructor(name) {
    this.element = document.createElement('a');
    this.element.className = 'tile';
    this.element.href = `#/stream/${encodeURIComponent(name)}`;
    this.element.title = name;
    this.canvas = document.createElement('canvas');
    const words = document.createElement('div');
    words.className = 'words';
    [this.label, this.name, this.rate] = ['class', 'name', 'rate'].map((of) => {
      const line = document.createElement('div');
      line.className = of;
      words.append(line);
      return line;
    });
    this.word = document.createElement('b');
    this.confidence = document.createElement('span');
    this.label.append(this.word, this.confidence);
    this.rates = document.createTextNode('');
    this.trouble = document.createElement('b');
    this.rate.append(this.rates, this.trouble);
    this.name.textContent = name;
    this.element.append(this.canvas, words);
  }

  show(row) {
    this.word.textContent = classText(row);
    this.word.classList.toggle('unanswered', isUnanswered(row));
    this.confidence.textContent = row.confidence ? percent(row.confidence) : '';
    this.rates.data = `${count(row.events)} ${row.channels ? 'samples' : 'events'}/s`;
    this.trouble.textContent = row.troubles ? `⚠ ${count(row.troubles)}` : '';
    this.element.classList.toggle('idle', row.idleMs > IDLE_MS);
    this.aspect = row.width ? row.height / row.width : 1;
  }

  draw(cells, side, table) {
    if (!this.image) {
      this.canvas.width = side;
      this.canvas.height = side;
      this.context = this.canvas.getContext('2d', { alpha: false });
      this.image = this.context.createImageData(side, side);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    for (let i = 0; i < cells.length; i++) {
      this.pixels[i] = table[cells[i] + 128];
    }
    this.context.putImageData(this.image, 0, 0);
  }
}
