import { Map as MapView, NavigationControl, Popup } from './maplibre-gl/maplibre-gl.mjs';
import { make } from './elements.js';
import { ago, clock, inEveryLanguage, percent, say } from './language.js';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const isTouched = window.matchMedia('(pointer: coarse)').matches;
const freshForMs = 1_600;

/** Draws zones and bays, and keeps them as they are. Nothing is loaded from elsewhere: the city's own zones are the ground. */
export class CityMap {
  #map;
  #zones;
  #bays;
  #kind;
  #isLoaded = false;
  #isFitted = false;
  #shares = new Map();

  constructor(container, zones, bays) {
    this.#zones = zones;
    this.#bays = bays;
    this.#map = new MapView({
      container,
      style: styleOf(),
      attributionControl: false,
      cooperativeGestures: isTouched,
      dragRotate: false,
      pitchWithRotate: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
    this.#map.once('load', () => {
      this.#isLoaded = true;
      container.dataset.loaded = 'true';
      this.#showZones();
      this.showAll();
      inEveryLanguage(() => this.#label());
    });
    dark.addEventListener('change', () => this.#paint());
    zones.onChange(() => this.#showZones());
    this.#map.on('click', 'bays', ({ features }) => this.#open(features[0]));
    for (const [event, cursor] of [
      ['mouseenter', 'pointer'],
      ['mouseleave', ''],
    ])
      this.#map.on(event, 'bays', () => {
        this.#map.getCanvas().style.cursor = cursor;
      });
  }

  /** All bays anew. */
  showAll() {
    if (!this.#isLoaded) return;
    const features = [];
    for (const { assetId, point, state } of this.#bays.all)
      if (point !== null)
        features.push({
          type: 'Feature',
          properties: { assetId, state },
          geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
        });
    this.#map.getSource('bays').setData({ type: 'FeatureCollection', features });
    this.#map.removeFeatureState({ source: 'bays' });
    this.#fit(features);
  }

  /** One bay as it is now. */
  show({ assetId, state }) {
    if (!this.#isLoaded) return;
    const target = { source: 'bays', id: assetId };
    this.#map.setFeatureState(target, { state, isFresh: true });
    setTimeout(() => {
      this.#map.setFeatureState(target, { isFresh: false });
    }, freshForMs);
  }

  /** Shows zones of a kind, coloured by how full they are. `shares`: zone id to share. */
  showShares(kind, shares) {
    const isOther = kind !== this.#kind;
    this.#kind = kind;
    this.#shares = shares;
    if (!this.#isLoaded) return;
    if (isOther) this.#filter();
    for (const { id, properties } of this.#zones.ofKind(kind))
      this.#map.setFeatureState({ source: 'zones', id }, { share: shares.get(properties.zoneId) ?? null });
  }

  #showZones() {
    if (!this.#isLoaded) return;
    const features = this.#zones.features.map(({ id, geometry, properties: { kind } }) => ({
      type: 'Feature',
      geometry,
      properties: { id, kind },
    }));
    this.#map.getSource('zones').setData({ type: 'FeatureCollection', features });
    this.#filter();
    this.#label();
    this.showShares(this.#kind, this.#shares);
    this.#fit(features);
  }

  /** Looks at the whole city, once: later the view is the reader's. */
  #fit(features) {
    if (this.#isFitted || features.length === 0) return;
    this.#isFitted = true;
    this.#map.fitBounds(boundsOf(features), { padding: 20, animate: false });
  }

  #filter() {
    for (const layer of ['zone-fill', 'zone-line', 'zone-name']) this.#map.setFilter(layer, ofKind(this.#kind));
  }

  #label() {
    if (!this.#isLoaded) return;
    const names = this.#zones.features.flatMap(({ id, properties }) => [
      id,
      this.#zones.nameOf(properties.kind, properties.zoneId),
    ]);
    if (names.length > 0)
      this.#map.setLayoutProperty('zone-name', 'text-field', ['match', ['get', 'id'], ...names, '']);
  }

  #paint() {
    for (const [layer, paint] of Object.entries(paintOf()))
      for (const [property, value] of Object.entries(paint)) this.#map.setPaintProperty(layer, property, value);
  }

  #open(feature) {
    const bay = this.#bays.get(feature.properties.assetId);
    if (bay === undefined) return;
    const about = make(
      'div',
      { class: 'bay' },
      make('strong', {}, bay.assetId),
      make('span', { class: `state ${bay.state}` }, say(bay.state)),
      make('span', { class: 'soft' }, say('since', { time: clock(new Date(bay.since)) })),
      make('span', { class: 'soft' }, say('observed', { ago: ago(new Date(bay.observedAt)) })),
    );
    new Popup({ closeButton: true, maxWidth: '220px' })
      .setLngLat(feature.geometry.coordinates)
      .setDOMContent(about)
      .addTo(this.#map);
  }
}

const isFresh = ['boolean', ['feature-state', 'isFresh'], false];

/** The colours of the page, as they are now: light or dark. */
function paintOf() {
  const style = window.getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  const state = ['coalesce', ['feature-state', 'state'], ['get', 'state']];
  const byState = (free, occupied, unknown) => ['match', state, 'free', free, 'occupied', occupied, unknown];
  const solid = byState(color('free'), color('occupied'), color('unknown'));
  // hollow and full, as soon as there is room to tell them apart
  const hollow = byState(color('ground'), color('occupied'), color('unknown'));
  const share = ['number', ['feature-state', 'share'], 0.55];
  return {
    ground: { 'background-color': color('ground') },
    'zone-fill': {
      'fill-color': [
        'interpolate',
        ['linear'],
        share,
        0.2,
        color('free'),
        0.55,
        color('ground'),
        0.9,
        color('occupied'),
      ],
      'fill-opacity': 0.28,
    },
    'zone-line': { 'line-color': color('border'), 'line-width': 1.2 },
    'zone-name': { 'text-color': color('ink'), 'text-halo-color': color('ground'), 'text-halo-width': 1.6 },
    bays: {
      'circle-color': ['step', ['zoom'], solid, 14.6, hollow],
      'circle-stroke-color': solid,
      'circle-stroke-opacity': ['case', isFresh, 0.4, 1],
      'circle-stroke-width': [
        'interpolate',
        ['linear'],
        ['zoom'],
        13,
        ['case', isFresh, 7, 0.4],
        15,
        ['case', isFresh, 9, 1.6],
      ],
      'circle-radius': ['interpolate', ['exponential', 1.6], ['zoom'], 11, 1.3, 13, 2.2, 15, 4.5, 18, 11],
    },
  };
}

const ofKind = (kind) => ['==', ['get', 'kind'], kind ?? ''];

const depths = { Point: 0, Polygon: 2, MultiPolygon: 3 };

/** West, south, east, north. */
function boundsOf(features) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of features) {
    const numbers = geometry.coordinates.flat(depths[geometry.type]);
    numbers.forEach((number, i) => {
      bounds[i % 2] = Math.min(bounds[i % 2], number);
      bounds[2 + (i % 2)] = Math.max(bounds[2 + (i % 2)], number);
    });
  }
  return bounds;
}

const nothing = { type: 'FeatureCollection', features: [] };

function styleOf() {
  const paint = paintOf();
  const filter = ofKind(undefined);
  const names = {
    'text-field': '',
    'text-font': ['Noto Sans KR, Apple SD Gothic Neo, Malgun Gothic, sans-serif'],
    'text-size': ['interpolate', ['linear'], ['zoom'], 11, 10.5, 14, 14],
  };
  return {
    version: 8,
    sources: {
      zones: { type: 'geojson', data: nothing, promoteId: 'id' },
      bays: { type: 'geojson', data: nothing, promoteId: 'assetId' },
    },
    layers: [
      { id: 'ground', type: 'background' },
      { id: 'zone-fill', type: 'fill', source: 'zones', filter },
      { id: 'zone-line', type: 'line', source: 'zones', filter },
      { id: 'bays', type: 'circle', source: 'bays' },
      { id: 'zone-name', type: 'symbol', source: 'zones', filter, layout: names },
    ].map((layer) => ({ ...layer, paint: paint[layer.id] })),
  };
}

/** What stands for the canvas to those who don't see it. */
export function describeMap(container, { total }) {
  const share = percent(total.bays === 0 ? 0 : total.occupied / total.bays);
  container.setAttribute('aria-label', `${say('map')}: ${say('splitLabel', total)} (${share})`);
}
