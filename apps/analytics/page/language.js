import { words } from './words.js';

const remembered = 'naru.language';
const listeners = new Set();

const preferred = () => (navigator.languages.find((each) => /^(ko|en)\b/.test(each)) ?? 'en').slice(0, 2);

let language = localStorage.getItem(remembered) ?? preferred();
if (!(language in words)) language = 'en';

export const currentLanguage = () => language;

/** The words of a key, `stage.ingest` of a nested one, in the language of the page. */
export function say(key, values = {}) {
  const text = key.split('.').reduce((at, part) => at?.[part], words[language]) ?? key;
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** Calls now, and whenever the language changes. */
export function inEveryLanguage(draw) {
  listeners.add(draw);
  draw();
}

export function choose(next) {
  language = next;
  localStorage.setItem(remembered, next);
  tellAll();
}

function tellAll() {
  document.documentElement.lang = language;
  for (const draw of listeners) draw();
}

export const count = (number) => new Intl.NumberFormat(language).format(number);
export const decimal = (number) => new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(number);
export const percent = (share) => new Intl.NumberFormat(language, { style: 'percent' }).format(share);

let timeZone;
export const useTimeZone = (name) => {
  timeZone = name;
};

export const clock = (at) =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** 2026-11-22 14:00:00, the same in every language: it stands in tables. */
export const dateTime = (at) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);

/** '3 seconds ago', '2분 전'. */
export function ago(at) {
  const seconds = Math.max(0, Math.round((Date.now() - at) / 1000));
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (seconds < 60) return words.format(-seconds, 'second');
  if (seconds < 3600) return words.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 86_400) return words.format(-Math.round(seconds / 3600), 'hour');
  return words.format(-Math.round(seconds / 86_400), 'day');
}

document.documentElement.lang = language;
