// The picture of a stream's events: a pixel has the colour of its latest event, and fades exponentially.

const ON_BIT = 0x8000;

export class Picture {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false });
    this.decayMs = 40;
    this.resize(0, 0);
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
    this.times = new Float64Array(width * height).fill(-1e15);
    this.signs = new Uint8Array(width * height);
    this.nowUs = -1e15;
    this.shownAtMs = 0;
    if (width && height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = this.context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
  }

  /** Takes a frame of events; returns how many there were and how many are shown. */
  add(view) {
    const width = view.getUint16(2, true);
    const height = view.getUint16(4, true);
    if (width !== this.width || height !== this.height) {
      this.resize(width, height);
    }
    const total = view.getUint32(8, true);
    const shown = view.getUint32(12, true);
    const endUs = view.getFloat64(16, true);
    if (endUs < this.nowUs) { // another session, with a clock of its own
      this.times.fill(-1e15);
    }
    for (let i = 0, at = 24; i < shown; i++, at += 8) {
      const x = view.getUint16(at + 4, true);
      const word = view.getUint16(at + 6, true);
      const y = word & ~ON_BIT;
      if (x < width && y < height) {
        this.times[y * width + x] = endUs - view.getUint32(at, true);
        this.signs[y * width + x] = word & ON_BIT ? 1 : 0;
      }
    }
    this.nowUs = endUs;
    this.shownAtMs = performance.now();
    return { total, shown };
  }

  /** Draws; time goes on between two frames, so that pixels fade smoothly. */
  draw(now, isFrozen) {
    if (!this.width) {
      return;
    }
    const nowUs = this.nowUs + (isFrozen ? 0 : Math.min(now - this.shownAtMs, 1000) * 1000);
    const table = this.table();
    const scale = (table.length / 2) / (5 * this.decayMs * 1000);
    const steps = table.length / 2 - 1;
    const { times, signs, pixels } = this;
    for (let i = 0; i < pixels.length; i++) {
      const age = (nowUs - times[i]) * scale;
      const step = age >= steps || age < 0 ? steps : age | 0;
      pixels[i] = table[step * 2 + signs[i]];
    }
    this.context.putImageData(this.image, 0, 0);
  }

  /** Colours by age in 128 steps, OFF and ON in turn. */
  table() {
    const style = getComputedStyle(document.documentElement);
    const key = style.getPropertyValue('--on') + style.getPropertyValue('--pixel') + this.decayMs;
    if (this.key !== key) {
      const [ground, off, on] = ['--pixel', '--off', '--on'].map((name) => rgb(style.getPropertyValue(name)));
      this.colours = new Uint32Array(256);
      for (let step = 0; step < 128; step++) {
        const share = step === 127 ? 0 : Math.exp((-5 * step) / 127);
        this.colours[step * 2] = mix(ground, off, share);
        this.colours[step * 2 + 1] = mix(ground, on, share);
      }
      this.key = key;
    }
    return this.colours;
  }
}

export function rgb(hex) {
  const number = parseInt(hex.trim().slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

export function mix(from, to, share) {
  const [r, g, b] = from.map((part, i) => Math.round(part + (to[i] - part) * share));
  return (255 << 24) | (b << 16) | (g << 8) | r;
}
