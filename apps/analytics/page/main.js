import { Bays } from './bays.js';
import { byId, fill, make } from './elements.js';
import { choose, currentLanguage, inEveryLanguage, say, useTimeZone } from './language.js';
import { showLinks } from './links.js';
import { Now } from './now.js';
import { openQueries } from './queries.js';
import { watchServices } from './services.js';
import { Zones } from './zones.js';

inEveryLanguage(() => {
  for (const element of document.querySelectorAll('[data-text]')) fill(element, say(element.dataset.text));
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', say(element.dataset.label));
  for (const button of document.querySelectorAll('[data-language]'))
    button.setAttribute('aria-pressed', String(button.dataset.language === currentLanguage()));
});
byId('languages').addEventListener('click', ({ target }) => {
  if (target.dataset.language !== undefined) choose(target.dataset.language);
});

const { services, timeZone, simulated } = await (await fetch('/page-config.json')).json();
useTimeZone(timeZone);
byId('simulated').hidden = !simulated;
showLinks(services);
watchServices(services);
void openQueries();
await showCity(services);

async function showCity({ parking, enrichment }) {
  const bays = new Bays();
  const zones = new Zones();
  const now = new Now(bays, zones);
  if (enrichment !== undefined) void zones.follow(enrichment);
  if (parking !== undefined) bays.follow(parking);
  const map = await drawMap(zones, bays);
  if (map === undefined) return;
  const { describeMap } = await import('./map.js');
  now.onShares = (kind, shares, tally) => {
    map.showShares(kind, shares);
    describeMap(byId('map'), tally);
  };
  bays.on('snapshot', () => map.showAll());
  bays.on('change', (bay, before) => {
    if (before === undefined) map.showAll();
    else if (before.state !== bay.state) map.show(bay);
  });
  now.draw();
}

/** Without WebGL there is no map, and everything else stays. */
async function drawMap(zones, bays) {
  try {
    const { CityMap } = await import('./map.js');
    return new CityMap(byId('map'), zones, bays);
  } catch {
    inEveryLanguage(() => fill(byId('map'), make('p', { class: 'empty' }, say('mapFailed'))));
    return undefined;
  }
}
