import { byId, fill, make } from './elements.js';
import { count, inEveryLanguage, say } from './language.js';
import { openSamples } from './samples.js';

const order = ['ingest', 'enrichment', 'parking', 'energy', 'security', 'analytics'];
const everyMs = 5_000;

/** Each service in the order of the flow: whether it is ready, and what it has taken in the last minute. */
export function watchServices(services) {
  const names = [
    ...order.filter((name) => name in services),
    ...Object.keys(services).filter((name) => !order.includes(name)),
  ];
  const watched = names.map((name) => ({
    name,
    address: services[name],
    health: { status: 'asking', reasons: [] },
    samples: openSamples(),
  }));
  const draw = () => {
    fill(byId('stages'), ...watched.map(stageOf));
    const seconds = Math.max(...watched.map(({ samples }) => samples.seconds), 0);
    fill(byId('flow-window'), seconds === 0 ? say('flowWaiting') : say('flowWindow', { seconds: String(seconds) }));
  };
  const look = async () => {
    await Promise.all(watched.map(lookAt));
    draw();
    setTimeout(() => void look(), everyMs);
  };
  inEveryLanguage(draw);
  void look();
}

async function lookAt(service) {
  const ask = (path) => fetch(service.address + path, { signal: AbortSignal.timeout(4_000) });
  try {
    const { status, conditions } = await (await ask('/health/ready')).json();
    const reasons = conditions
      .filter(({ ready }) => !ready)
      .map(({ name, reason }) => (reason === '' ? name : `${name}: ${reason}`));
    service.health = { status: status === 'ready' ? 'ready' : 'notReady', reasons };
    service.samples.add(await (await ask('/metrics')).text(), Date.now());
  } catch {
    service.health = { status: 'unreachable', reasons: [] };
  }
}

function stageOf({ name, health, samples }) {
  const { taken, setAside, deduplicated, rates } = samples.lastMinute();
  const notes = [
    setAside > 0 && say('setAside', { count: count(setAside) }),
    deduplicated > 0 && say('deduplicated', { count: count(deduplicated) }),
  ];
  return make(
    'li',
    { class: 'stage', 'data-service': name, 'data-status': health.status },
    make('h3', {}, say(`stage.${name}`).replace(/^stage\./, '')),
    make('p', { class: `health ${health.status}` }, say(health.status)),
    make(
      'p',
      { class: 'taken' },
      taken === undefined ? '–' : count(taken),
      make('span', { class: 'soft' }, ` ${say('records')}`),
    ),
    sparkline(rates),
    make('p', { class: 'soft notes' }, notes.filter(Boolean).join(' · ') || '\u00a0'),
    health.reasons.length > 0 && make('p', { class: 'reasons' }, health.reasons.join('; ')),
  );
}

const svg = 'http://www.w3.org/2000/svg';

/** Records a second, one point a look; the shape only, the figure stands above. */
function sparkline(rates) {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('class', 'spark');
  element.setAttribute('viewBox', '0 0 100 24');
  element.setAttribute('preserveAspectRatio', 'none');
  element.setAttribute('aria-hidden', 'true');
  if (rates.length < 2) return element;
  const highest = Math.max(...rates, 1);
  const points = rates.map(
    (rate, i) => `${((100 * i) / (rates.length - 1)).toFixed(1)},${(22 - (20 * rate) / highest).toFixed(1)}`,
  );
  for (const [name, attributes] of [
    ['polygon', { class: 'area', points: `0,24 ${points.join(' ')} 100,24` }],
    ['polyline', { class: 'line', points: points.join(' ') }],
  ]) {
    const shape = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    element.append(shape);
  }
  return element;
}
