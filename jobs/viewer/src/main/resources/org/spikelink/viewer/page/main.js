// The page: the wall of all streams, or one stream. The address after # says which, so that it can be bookmarked.

import { Feed, Player } from './feed.js';
import { Picture } from './picture.js';
import { Rasters } from './rasters.js';
import { sampleLines, scoreLines } from './scores.js';
import { Wall } from './wall.js';
import { classText, count, figures, isUnanswered, milliseconds, percent } from './words.js';

const EVENTS = 1, SPIKES = 2, SAMPLES = 3, THUMBNAILS = 4;
const FRAMES_KEPT = 300;
const $ = (id) => document.getElementById(id);

const wall = new Wall($('tiles'), $('empty'));
const picture = new Picture($('events'));
const rasters = new Rasters($('rasters'), $('rasters-note'));
const scores = scoreLines($('scores'));
const channels = sampleLines($('lines'));
const player = new Player(show);
const labels = new Set();
let shown = null; // name of the stream shown; null for the wall
let thinned = { total: 0, shown: 0 };
let sample = 0;
let windows = 0;
let facts = null;
let brokerAway = false;
let connected = false;

const feed = new Feed(text, binary, (isOpen) => { connected = isOpen; state(); });
feed.hello = route;

function state() {
  const [word, kind] = !connected ? ['no connection to spikelink view, trying again', 'bad']
    : brokerAway ? ['the broker does not answer', 'bad'] : ['live', 'ok'];
  $('state').textContent = word;
  $('state').className = `state ${kind}`;
}

function text(message) {
  if (message.wall) {
    totals(message.wall.totals);
    if (shown === null) {
      wall.show(message.wall.rows, message.wall.totals, $('search').value || $('only').value);
      message.wall.rows.forEach((row) => offer(row.label));
    }
  } else if (message.stream && shown === message.stream.facts.name) {
    player.add(message);
  }
}

function binary(view) {
  if (view.getUint8(0) === THUMBNAILS) {
    wall.thumbnails(view);
  } else if (shown !== null) {
    player.add(view);
  }
}

/** Shows a message of the stream when its time has come. */
function show(message) {
  if (!(message instanceof DataView)) {
    stream(message.stream);
    return;
  }
  const kind = message.getUint8(0);
  if (kind === EVENTS) {
    const part = picture.add(message);
    thinned.total += part.total;
    thinned.shown += part.shown;
  } else if (kind === SPIKES) {
    rasters.add(message);
  } else if (kind === SAMPLES) {
    samples(message);
  }
}

function samples(view) {
  const width = view.getUint16(2, true);
  const rows = view.getUint32(4, true);
  channels.setNames(Array.from({ length: Math.min(width, 12) }, (_, i) => `channel ${i}`));
  for (let row = 0, at = 8; row < rows; row++) {
    const values = [];
    for (let c = 0; c < width; c++, at += 4) {
      values.push(view.getFloat32(at, true));
    }
    channels.add(sample++, values);
  }
}

function totals(all) {
  brokerAway = all.brokerAway;
  state();
  $('found').textContent = all.found === all.streams ? '' : `${count(all.found)} of ${count(all.streams)} streams`;
  figures($('totals'), [
    ['streams', count(all.streams)],
    ['events/s', count(all.events)],
    ['spikes/s', count(all.spikes)],
    ['classes/s', count(all.classes)],
    ['latency p50', milliseconds(all.p50Ms)],
    ['p99', milliseconds(all.p99Ms)],
    ...all.shadows.map((shadow) => [`shadow ${shadow.model} agrees`, `${percent(shadow.agreed / shadow.windows)} of ${count(shadow.windows)}`]),
  ]);
  lines($('rollbacks'), all.rollbacks);
}

function lines(list, texts) {
  list.replaceChildren(...texts.map((line) => {
    const item = document.createElement('li');
    item.textContent = line;
    return item;
  }));
}

function stream({ facts: now, troubles, health, labels: names, classes }) {
  facts = now;
  $('label').textContent = classText(now);
  for (const id of ['label', 'confidence-bar']) {
    $(id).classList.toggle('unanswered', isUnanswered(now));
  }
  $('confidence-bar').style.width = `${now.confidence * 100}%`;
  $('confidence').textContent = now.confidence ? `confidence ${percent(now.confidence)}` : 'no class yet';
  $('lines').hidden = !now.channels;
  $('events').hidden = Boolean(now.channels);
  $('picture-title').textContent = now.channels ? 'Samples' : 'Events';
  figures($('facts'), [
    [now.channels ? 'samples/s' : 'events/s', count(now.events)],
    ...(now.channels ? [['channels', String(now.channels)]] : [['ON events', percent(now.on)], ['sensor', now.width ? `${now.width} × ${now.height}` : '–']]),
    ['spikes/s', count(now.spikes)],
    ['latency p50', milliseconds(now.p50Ms)],
    ['latency p99', milliseconds(now.p99Ms)],
    ['model', now.model || '–'],
    ['last record', now.idleMs < 1000 ? 'now' : `${Math.round(now.idleMs / 1000)} s ago`],
  ]);
  lines($('troubles'), troubles);
  $('health').replaceChildren(...health.map((line) => {
    const item = document.createElement('li');
    item.textContent = line;
    return item;
  }));
  if (classes.length) {
    const width = classes[classes.length - 1].scores.length;
    scores.setNames(Array.from({ length: width }, (_, i) => names[i] ?? `class ${i}`));
    for (const one of classes) {
      offer(one.label);
      scores.add(++windows, one.scores);
    }
    const last = classes[classes.length - 1];
    $('scores-note').textContent = `${last.isFinal ? 'final' : 'partial'} window, step ${last.step}`;
  }
}

/** Adds a class to the choice of classes. */
function offer(label) {
  if (label && !labels.has(label)) {
    labels.add(label);
    const option = document.createElement('option');
    option.value = label;
    option.textContent = label;
    $('only').append(option);
    const wanted = new URLSearchParams(location.hash.split('?')[1] ?? '').get('class');
    if (wanted === label) {
      $('only').value = label;
    }
  }
}

/** Shows what the address says. */
function route() {
  const [path, query] = location.hash.slice(1).split('?');
  const match = /^\/stream\/(.+)$/.exec(path);
  const name = match ? decodeURIComponent(match[1]) : null;
  $('wall').hidden = name !== null;
  $('stream').hidden = name === null;
  player.clear();
  controls();
  if (name !== null) {
    if (name !== shown) {
      picture.resize(0, 0);
      rasters.clear();
      scores.clear();
      channels.clear();
      sample = 0;
      windows = 0;
      $('label').textContent = '–';
      $('name').textContent = name;
      $('troubles').replaceChildren();
      $('health').replaceChildren();
    }
    document.title = `${name} – Spikelink`;
    feed.ask({ stream: name });
  } else {
    const wanted = new URLSearchParams(query ?? '');
    $('search').value = wanted.get('search') ?? '';
    $('sort').value = wanted.get('sort') ?? 'name';
    $('only').value = wanted.get('class') ?? '';
    document.title = 'Spikelink live';
    feed.ask({ wall: { search: $('search').value, sort: $('sort').value, label: wanted.get('class') ?? '' } });
  }
  shown = name;
}

function filtered() {
  const query = new URLSearchParams();
  for (const [key, id] of [['search', 'search'], ['sort', 'sort'], ['class', 'only']]) {
    if ($(id).value && $(id).value !== 'name') {
      query.set(key, $(id).value);
    }
  }
  history.replaceState(null, '', `#/${query.size ? `?${query}` : ''}`);
  route();
}

function neighbour(by) {
  if (shown !== null && wall.order.length) {
    const at = wall.order.indexOf(shown);
    const next = wall.order[(at + by + wall.order.length) % wall.order.length];
    location.hash = `#/stream/${encodeURIComponent(next)}`;
  }
}

function controls() {
  $('pause').textContent = player.paused ? 'Play' : 'Pause';
  $('step').disabled = !player.paused;
  $('speed').value = String(player.speed);
}

function pause() {
  player.paused = !player.paused;
  controls();
}

function live() {
  player.live();
  controls();
}

function theme(next) {
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem('theme', next);
  } catch {
    // Without storage the page forgets it.
  }
}

function decay() {
  picture.decayMs = Math.round(5 * 200 ** ($('decay').value / 100));
  $('decay-ms').textContent = `${picture.decayMs} ms`;
}

window.addEventListener('hashchange', route);
window.addEventListener('resize', () => { scores.resize(); channels.resize(); });
$('filter').addEventListener('input', filtered);
$('filter').addEventListener('submit', (event) => event.preventDefault());
$('pause').addEventListener('click', pause);
$('step').addEventListener('click', () => player.step());
$('live').addEventListener('click', live);
$('speed').addEventListener('change', () => { player.speed = Number($('speed').value); });
$('decay').addEventListener('input', decay);
$('theme').addEventListener('click', () => theme(document.documentElement.dataset.theme === 'light' ? 'dark' : 'light'));
$('help-button').addEventListener('click', () => $('help').showModal());
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.matches('input[type="search"], select');
  if (event.key === 'Escape') {
    if (isTyping) {
      event.target.blur();
    } else if (shown !== null && !$('help').open) {
      location.hash = '#/';
    }
  } else if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const act = {
      '/': () => $('search').focus(), '?': () => $('help').showModal(), ' ': pause, '.': () => player.paused && player.step(),
      l: live, t: () => $('theme').click(), ArrowLeft: () => neighbour(-1), ArrowRight: () => neighbour(1),
    }[event.key];
    if (act && !(event.key === ' ' && event.target.matches('button, a'))) {
      event.preventDefault();
      act();
    }
  }
});

// Frames: what is new is drawn once a frame; the page measures how long that takes, and shows it.
const frames = { work: [], gaps: [] };
let previous = performance.now();

function frame(now) {
  const start = performance.now();
  frames.gaps.push(now - previous);
  previous = now;
  if (shown === null) {
    wall.draw();
  } else {
    player.tick(start);
    picture.draw(start, player.paused);
    rasters.draw();
    scores.draw();
    channels.draw();
    $('live').disabled = player.isLive();
  }
  frames.work.push(performance.now() - start);
  for (const list of [frames.work, frames.gaps]) {
    if (list.length > FRAMES_KEPT) {
      list.shift();
    }
  }
  requestAnimationFrame(frame);
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : 0;
}

setInterval(() => {
  $('frames').textContent = `frame ${quantile(frames.work, 0.5).toFixed(1)} ms, p99 ${quantile(frames.work, 0.99).toFixed(1)} ms`;
  const late = shown !== null && player.lagMs > 50 ? `${(player.lagMs / 1000).toFixed(1)} s behind` : '';
  $('thinned').textContent = shown !== null && facts && !facts.channels && thinned.total > thinned.shown
    ? `1 of ${(thinned.total / Math.max(1, thinned.shown)).toFixed(1)} events drawn` : '';
  $('thinning').textContent = late;
  thinned = { total: 0, shown: 0 };
}, 1000);

/** For tests and for the curious. */
window.spikelink = { frames, quantile, wall, rasters, player, picture };

try {
  theme(localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'));
} catch {
  theme('dark');
}
decay();
requestAnimationFrame(frame);
