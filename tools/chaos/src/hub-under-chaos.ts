import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@naru/simulator';
import {
  type City,
  type Instance,
  type ServiceName,
  type Supervised,
  brokerLogs,
  firstInstanceOf,
  serviceNames,
} from '@naru/stack';
import type { TcpProxy } from '@naru/testing';
import type { LostRange } from './checks/lost.js';
import type { Load } from './load.js';
import { MetricsWatch } from './metrics-watch.js';
import type { SmallDisk } from './small-disk.js';
import type { ReaderWatch } from './stall/watch-readers.js';
import type { OpenTransactions } from './transactions.js';

export interface Surroundings {
  readonly city: City;
  readonly random: Random;
  readonly readers: ReaderWatch;
  readonly transactions: OpenTransactions;
  readonly load: Load;
  /** What stands before each broker. */
  readonly proxies: readonly TcpProxy[];
  readonly disks: ReadonlyMap<string, SmallDisk>;
  readonly say: (line: string) => void;
}

const lookEveryMs = 200;

/** The running city as faults meet it: its instances, its parts, and what was done to them. */
export class HubUnderChaos {
  readonly metrics = new MetricsWatch();
  kills = 0;
  pauses = 0;
  /** Of the pauses, those that stopped a service while its transaction was open on the broker. */
  pausesInCommit = 0;
  zombiesRefused = 0;
  /** Parts of the warehouse that a full disk has cut short, and that were detached. */
  detachedParts = 0;
  /** Records acknowledged, and requests refused with 503, while nothing could be written. */
  readonly whileMostBrokersWereDead = { acknowledged: 0, refused: 0 };
  /** Ids of records that retention deleted before they were read. */
  readonly lost = new Set<string>();
  /** Where they stood. */
  readonly lostRanges: LostRange[] = [];
  readonly #instances: Instance[] = [];
  #lastNumber = 1;

  constructor(private readonly surroundings: Surroundings) {
    for (const service of serviceNames) this.#take(firstInstanceOf(surroundings.city.stack, service));
  }

  get city(): City {
    return this.surroundings.city;
  }
  get random(): Random {
    return this.surroundings.random;
  }
  get proxies(): readonly TcpProxy[] {
    return this.surroundings.proxies;
  }
  get disks(): ReadonlyMap<string, SmallDisk> {
    return this.surroundings.disks;
  }
  get say(): (line: string) => void {
    return this.surroundings.say;
  }
  openTransactions(): Promise<string[]> {
    return this.surroundings.transactions.list();
  }

  get instances(): readonly Instance[] {
    return this.#instances;
  }

  instancesOf(service: ServiceName): readonly Instance[] {
    return this.#instances.filter((instance) => instance.service === service);
  }

  /** Addresses of all instances of ingest: who sends goes on where one is away. */
  get ingestUrls(): string[] {
    return this.instancesOf('ingest').map(({ address }) => address);
  }

  part(name: string): Supervised {
    const part = this.city.stack.parts.get(name);
    if (part === undefined) throw new Error(`There is no part ${name}.`);
    return part;
  }

  /** Another instance, unless so many run already. */
  async have(service: ServiceName, count: number): Promise<void> {
    while (this.instancesOf(service).length < count)
      this.#take(await this.city.addInstance(service, ++this.#lastNumber));
  }

  /** Stops an instance as an operator would. */
  async remove(instance: Instance): Promise<void> {
    this.#instances.splice(this.#instances.indexOf(instance), 1);
    await this.part(instance.name).stop();
  }

  /** Deletes what a broker that is dead has kept. */
  async forgetBroker(name: string): Promise<void> {
    await rm(brokerLogs(this.city.stack.folders, name), { recursive: true, force: true });
  }

  /** What ingest answered to those who sent while `during` went on. */
  async answersWhile(during: () => Promise<void>): Promise<void> {
    const before = this.surroundings.load.answers();
    await during();
    const after = this.surroundings.load.answers();
    this.whileMostBrokersWereDead.acknowledged += after.acknowledged - before.acknowledged;
    this.whileMostBrokersWereDead.refused += after.refused - before.refused;
  }

  /** These were deleted before a stage had read them: nobody will find them any more. */
  lose(range: LostRange, ids: readonly string[]): void {
    this.lostRanges.push(range);
    for (const id of ids) this.lost.add(id);
  }

  /** An instance of the service that works: one that has tasks, where the service has any. */
  busyInstanceOf(service: ServiceName): Instance {
    const instances = this.instancesOf(service);
    const busy = instances.filter((instance) => (this.metrics.tasksOf(instance) ?? 1) > 0);
    return this.random.pick(busy.length > 0 ? busy : instances);
  }

  /** Resolves true once everything is ready again and records come through; false where that takes too long. */
  async recovered(signal: AbortSignal): Promise<boolean> {
    const isOver = (): boolean => signal.aborted;
    while (!isOver() && !(await this.areReady(this.#instances))) await delay(lookEveryMs);
    const since = Date.now();
    while (!isOver() && !this.surroundings.readers.isFresh(since)) await delay(lookEveryMs);
    return !isOver();
  }

  async areReady(instances: readonly Instance[]): Promise<boolean> {
    const answers = await Promise.all(
      instances.map(({ address }) =>
        fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    return answers.every(Boolean);
  }

  #take(instance: Instance): void {
    this.#instances.push(instance);
    this.metrics.watch(instance, () => this.#instances.includes(instance));
  }
}
