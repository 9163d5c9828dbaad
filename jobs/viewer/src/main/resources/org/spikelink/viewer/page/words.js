// Figures as people read them.

export function count(value) {
  if (value < 10) {
    return value >= 1 || value === 0 ? String(Math.round(value)) : value.toFixed(1);
  }
  if (value < 10_000) {
    return Math.round(value).toLocaleString('en');
  }
  return value < 1e6 ? `${(value / 1e3).toFixed(value < 1e5 ? 1 : 0)} k` : `${(value / 1e6).toFixed(2)} M`;
}

export function percent(share) {
  return `${(share * 100).toFixed(share > 0.9995 || share < 0.0005 ? 0 : 1)} %`;
}

export function milliseconds(value) {
  return value < 0 ? '–' : value < 10_000 ? `${value} ms` : `${(value / 1000).toFixed(0)} s`;
}

export function figures(home, pairs) {
  home.replaceChildren(...pairs.map(([word, value]) => {
    const pair = document.createElement('div');
    const dt = document.createElement('dt');
    const dd = document.createElement('dd');
    dt.textContent = word;
    dd.textContent = value;
    pair.append(dt, dd);
    return pair;
  }));
}

/** The latest class; of a stream whose window was not answered, unknown: every class has a confidence, and some no label. */
export const classText = ({ label, confidence }) => label || (confidence ? 'unknown' : '–');

/** Whether that is unknown. */
export const isUnanswered = ({ label, confidence }) => !label && confidence > 0;
