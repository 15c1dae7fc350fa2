/** Bays as parking tells of them: a snapshot, then each change, over server-sent events. */
export class Bays {
  #bays = new Map();
  #listeners = { snapshot: new Set(), change: new Set(), connection: new Set() };
  #connection = 'connecting';
  lastChangeAt = undefined;

  follow(address) {
    const events = new EventSource(`${address}/v1/parking/changes`);
    events.addEventListener('snapshot', ({ data }) => {
      this.#bays = new Map(JSON.parse(data).bays.map((bay) => [bay.assetId, bay]));
      this.#connect('live');
      this.#tell('snapshot');
    });
    events.addEventListener('bay', ({ data }) => {
      const bay = JSON.parse(data);
      const before = this.#bays.get(bay.assetId);
      this.#bays.set(bay.assetId, bay);
      this.lastChangeAt = Date.now();
      this.#tell('change', bay, before);
    });
    events.addEventListener('open', () => {
      this.#connect('live');
    });
    events.addEventListener('error', () => {
      // a browser gives up for good where the answer was a refusal
      if (events.readyState !== EventSource.CLOSED) {
        this.#connect('away');
        return;
      }
      this.#connect('away');
      void this.#askWhy(address);
      setTimeout(() => this.follow(address), 5_000);
    });
  }

  get all() {
    return this.#bays.values();
  }

  get(assetId) {
    return this.#bays.get(assetId);
  }

  get connection() {
    return this.#connection;
  }

  on(what, listener) {
    this.#listeners[what].add(listener);
  }

  /** Counts by zone of one kind, and over all bays that the master data knows. */
  tally(kind) {
    const total = { bays: 0, free: 0, occupied: 0, unknown: 0 };
    const zones = new Map();
    for (const { state, zones: of, known } of this.#bays.values()) {
      if (!known) continue;
      const zone = of[kind];
      const tally = zones.get(zone) ?? { bays: 0, free: 0, occupied: 0, unknown: 0 };
      if (zone !== undefined) zones.set(zone, tally);
      for (const counted of [total, tally]) {
        counted.bays++;
        counted[state]++;
      }
    }
    return { total, zones };
  }

  async #askWhy(address) {
    const response = await fetch(`${address}/v1/parking/bays?limit=1`).catch(() => undefined);
    if (response?.status === 401) this.#connect('closed');
  }

  #connect(connection) {
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.#tell('connection');
  }

  #tell(what, ...about) {
    for (const listener of this.#listeners[what]) listener(...about);
  }
}
