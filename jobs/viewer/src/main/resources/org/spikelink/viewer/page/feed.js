// The connection to the server. Messages of a stream pass through a buffer, so that the page can pause, go slower and
// step; messages of the wall are shown at once.

const MOST_BUFFERED_MS = 60_000;

/** Connects, and connects again one second after a loss; `hello` runs after each connection. */
export class Feed {
  constructor(onText, onBinary, onState) {
    this.onText = onText;
    this.onBinary = onBinary;
    this.onState = onState;
    this.hello = () => {};
    this.connect();
  }

  connect() {
    const url = new URL('live', location.href.split('#')[0]);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.socket = new WebSocket(url);
    this.socket.binaryType = 'arraybuffer';
    this.socket.onopen = () => { this.onState(true); this.hello(); };
    this.socket.onclose = () => { this.onState(false); setTimeout(() => this.connect(), 1000); };
    this.socket.onmessage = (message) => {
      if (typeof message.data === 'string') {
        this.onText(JSON.parse(message.data));
      } else {
        this.onBinary(new DataView(message.data));
      }
    };
  }

  ask(request) {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(request));
    }
  }
}

/** Messages and when they came; plays them at a speed, or not at all. */
export class Player {
  constructor(show) {
    this.show = show;
    this.clear();
  }

  clear() {
    this.messages = [];
    this.next = 0;
    this.speed = 1;
    this.paused = false;
    this.lagMs = 0;
    this.lastMs = performance.now();
  }

  add(message) {
    const now = performance.now();
    this.messages.push({ atMs: now, message });
    while (this.messages.length && now - this.messages[0].atMs > MOST_BUFFERED_MS) {
      this.messages.shift();
      this.next = Math.max(0, this.next - 1);
    }
  }

  /** Shows what is due. */
  tick(now) {
    const passed = now - this.lastMs;
    this.lastMs = now;
    this.lagMs = Math.min(MOST_BUFFERED_MS, this.lagMs + passed * (1 - (this.paused ? 0 : this.speed)));
    const untilMs = now - this.lagMs;
    while (this.next < this.messages.length && this.messages[this.next].atMs <= untilMs) {
      this.show(this.messages[this.next++].message);
    }
    if (this.isLive()) {
      this.messages.length = 0;
      this.next = 0;
    }
  }

  step() {
    if (this.next < this.messages.length) {
      const { atMs, message } = this.messages[this.next++];
      this.show(message);
      this.lagMs = Math.max(0, performance.now() - atMs);
    }
  }

  live() {
    this.lagMs = 0;
    this.speed = 1;
    this.paused = false;
  }

  isLive() {
    return this.lagMs < 1 && !this.paused && this.speed === 1;
  }
}
