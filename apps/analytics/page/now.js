import { byId, fill, make } from './elements.js';
import { ago, clock, count, inEveryLanguage, percent, say } from './language.js';
import { kindName } from './zones.js';

const states = ['free', 'occupied', 'unknown'];
const shownChanges = 12;

/** The figures beside the map: how many bays are free, by zone, and what changed just now. */
export class Now {
  #bays;
  #zones;
  #changes = [];
  #drawnAt = 0;
  #isPlanned = false;
  kind;
  onShares = () => undefined;

  constructor(bays, zones) {
    this.#bays = bays;
    this.#zones = zones;
    zones.onChange(() => {
      if (!zones.kinds.includes(this.kind)) this.kind = zones.kinds[0];
      this.#drawKinds();
      this.draw();
    });
    bays.on('snapshot', () => this.draw());
    bays.on('change', (bay, before) => this.#note(bay, before));
    bays.on('connection', () => this.#drawConnection());
    inEveryLanguage(() => {
      this.#drawKinds();
      this.#drawLegend();
      this.#drawConnection();
      this.#drawChanges();
      this.draw();
    });
    setInterval(() => this.#drawAge(), 1_000);
  }

  draw() {
    const tally = this.#bays.tally(this.kind);
    this.#drawTotal(tally.total);
    this.#drawZones(tally.zones);
    this.#drawAge();
    const shares = new Map([...tally.zones].map(([zone, { bays, occupied }]) => [zone, occupied / bays]));
    this.onShares(this.kind, shares, tally);
  }

  #note(bay, before) {
    if (before?.state === bay.state) return;
    this.#changes = [bay, ...this.#changes].slice(0, shownChanges);
    this.#plan();
  }

  /** Changes come in dozens a second: the figures follow twice a second at most. */
  #plan() {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    setTimeout(
      () => {
        this.#isPlanned = false;
        this.#drawnAt = Date.now();
        this.#drawChanges();
        this.draw();
      },
      Math.max(0, 500 - (Date.now() - this.#drawnAt)),
    );
  }

  #drawTotal(total) {
    const isEmpty = total.bays === 0;
    byId('free').hidden = isEmpty;
    fill(byId('free'), count(total.free));
    fill(byId('of-bays'), isEmpty ? say('noBays') : say('ofBays', { bays: count(total.bays) }));
    byId('of-bays').classList.toggle('empty', isEmpty);
    const split = byId('split');
    split.setAttribute('aria-label', say('splitLabel', total));
    split.hidden = isEmpty;
    fill(split, ...states.map((state) => bar(state, total)));
  }

  #drawZones(tallies) {
    const zones = [...tallies].sort(([, a], [, b]) => b.occupied / b.bays - a.occupied / a.bays);
    if (zones.length === 0) {
      fill(byId('zones'), make('p', { class: 'empty' }, say('noZones')));
      return;
    }
    fill(byId('zones'), make('ul', { class: 'zones' }, ...zones.map(([zone, tally]) => this.#zone(zone, tally))));
  }

  #zone(zone, tally) {
    const name = this.#zones.nameOf(this.kind, zone);
    const label = say('zoneShare', { zone: name, bays: count(tally.bays), occupied: count(tally.occupied) });
    return make(
      'li',
      {},
      make('span', { class: 'zone-name' }, name),
      make('span', { class: 'zone-free soft' }, say('freeOf', { free: count(tally.free) })),
      make('span', { class: 'zone-share' }, percent(tally.occupied / tally.bays)),
      make(
        'span',
        { class: 'split thin', role: 'img', 'aria-label': label },
        ...states.map((state) => bar(state, tally)),
      ),
    );
  }

  #drawChanges() {
    const list = byId('changes');
    if (this.#changes.length === 0) fill(list, make('li', { class: 'empty' }, say('noChanges')));
    else fill(list, ...this.#changes.map((bay) => this.#change(bay)));
  }

  #change({ assetId, state, since, zones }) {
    const zone = zones[this.kind];
    return make(
      'li',
      { 'data-asset': assetId, 'data-state': state },
      make('time', { datetime: since, class: 'soft' }, clock(new Date(since))),
      make(
        'span',
        { class: 'asset' },
        assetId,
        zone === undefined ? '' : make('span', { class: 'soft' }, ` ${this.#zones.nameOf(this.kind, zone)}`),
      ),
      make('span', { class: `state ${state}` }, say(state)),
    );
  }

  #drawKinds() {
    const choose = (kind) => {
      this.kind = kind;
      this.#drawKinds();
      this.#drawChanges();
      this.draw();
    };
    const buttons = this.#zones.kinds.map((kind) =>
      make(
        'button',
        { type: 'button', 'aria-pressed': String(kind === this.kind), onclick: () => choose(kind) },
        kindName(kind),
      ),
    );
    fill(byId('kinds'), ...buttons);
    byId('kinds').hidden = buttons.length < 2;
  }

  #drawLegend() {
    fill(byId('legend'), ...states.map((state) => make('li', { class: `state ${state}` }, say(state))));
  }

  #drawConnection() {
    const { connection } = this.#bays;
    const element = byId('connection');
    element.dataset.connection = connection;
    fill(element, say(connection));
  }

  #drawAge() {
    const at = this.#bays.lastChangeAt;
    fill(byId('as-of'), at === undefined ? '' : say('asOf', { ago: ago(at) }));
  }
}

function bar(state, tally) {
  const part = make('span', { class: `part ${state}` });
  part.style.flexGrow = String(tally[state]);
  return part;
}
