import { checkOccupancy, checkZoneHours, openWarehouse, settleAccounts, untilAgreed } from '@naru/demo';
import { KafkaClient } from '@naru/kafka';
import { type JournalEntry, type Replay, randomOf, replay } from '@naru/simulator';
import { type City, brokerLogs, foldersOf, startCity } from '@naru/stack';
import { TcpProxy, kafkaClientId } from '@naru/testing';
import { join } from 'node:path';
import { physicalNames } from '@naru/contracts';
import type { Card } from './cards/card.js';
import { type Outage, type OutageWatch, outage } from './cards/outage-card.js';
import { decksFor } from './cards/decks.js';
import { committedRecords } from './checks/committed.js';
import { checkLedger } from './checks/ledger.js';
import { bookedAsLost, lostOtherwise } from './checks/lost.js';
import { checkTables, isEven, tabledTopics } from './checks/tables.js';
import { checkUndisturbed } from './checks/undisturbed.js';
import { deal } from './deck.js';
import { HubUnderChaos } from './hub-under-chaos.js';
import { type Load, startLoad } from './load.js';
import { type Round, play } from './play.js';
import type { ChaosReport, PlayedRound } from './report.js';
import { settle } from './settle.js';
import { SmallDisk } from './small-disk.js';
import { longestIn } from './stall/stalls.js';
import { type ReaderWatch, watchReaders } from './stall/watch-readers.js';
import { openTransactionsOf } from './transactions.js';

export interface ChaosOptions {
  readonly folder: string;
  readonly seed: number;
  readonly rounds: number;
  readonly brokers: 1 | 3;
  /** Records a second. */
  readonly rate: number;
  /** Only cards whose fault and target hold one of these words; all where it is empty. */
  readonly only: readonly string[];
  /** A part that is away for minutes, instead of rounds from the deck. */
  readonly outage: Outage | undefined;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

const hourMs = 3_600_000;
const patienceMs = 45_000;
/** A stage tells after a minute at the latest that it has passed offsets without records. */
const ledgerWithinMs = 90_000;

/** Starts a city of its own, plays the rounds under load, and holds what is left against what must be. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { folder, brokers, say, signal } = options;
  const notRun: { fault: string; why: string }[] = [];
  const disks = brokers === 1 ? await smallDisks(folder, notRun) : new Map<string, SmallDisk>();
  const proxies: TcpProxy[] = [];
  try {
    const city = await startCity({
      folder,
      ports: 'any',
      brokers,
      door: async (_broker, port) => {
        const proxy = await TcpProxy.listen({ target: { host: '127.0.0.1', port }, nameOf: kafkaClientId });
        proxies.push(proxy);
        return proxy.port;
      },
      say,
      signal,
    });
    try {
      return await underLoad(options, { city, proxies, disks, notRun });
    } finally {
      await end(city);
    }
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await Promise.all([...disks.values()].map((disk) => disk.unmount()));
  }
}

interface Stage {
  readonly city: City;
  readonly proxies: readonly TcpProxy[];
  readonly disks: ReadonlyMap<string, SmallDisk>;
  readonly notRun: readonly { fault: string; why: string }[];
}

async function smallDisks(folder: string, notRun: { fault: string; why: string }[]): Promise<Map<string, SmallDisk>> {
  const folders = foldersOf(folder);
  const places: readonly [string, string][] = [
    ['broker', brokerLogs(folders, 'broker')],
    ['warehouse', join(folders.data, 'warehouse')],
  ];
  const disks = new Map<string, SmallDisk>();
  for (const [name, place] of places) {
    const disk = await SmallDisk.mount(place, (why) => notRun.push({ fault: `full disk of ${name}`, why }));
    if (disk) disks.set(name, disk);
  }
  return disks;
}

/** Brokers go by force: what they keep is thrown away, and they would wait for each other. */
async function end({ stack, stop }: City): Promise<void> {
  const brokers = [...stack.parts].filter(([name]) => name.startsWith('broker') || name === 'controller');
  await Promise.all(
    [...stack.parts.values()]
      .filter((part) => !brokers.some(([name]) => name === part.name))
      .map((part) => part.stop()),
  );
  await Promise.all(brokers.map(([, part]) => part.holdDown()));
  await stop();
}

async function underLoad(options: ChaosOptions, stage: Stage): Promise<ChaosReport> {
  const { seed, rate, say, signal } = options;
  const { city, disks, notRun } = stage;
  const { kafka, registry } = city.endpoints;
  const startedAt = Date.now();
  const readers = await watchReaders({ brokers: kafka.split(','), registryUrl: registry, say });
  const transactions = openTransactionsOf(kafka.split(','));
  const hubs: HubUnderChaos[] = [];
  const loads: Load[] = [];
  try {
    const load = await startLoad({
      hub: city,
      seed,
      rate,
      ingestUrls: () => hubs[0]?.ingestUrls ?? [city.endpoints.services.ingest],
      onAnswer: readers.noteAnswer,
      say,
    });
    loads.push(load);
    const random = randomOf(seed, 'chaos');
    const hub = new HubUnderChaos({ ...stage, random, readers, transactions, load, say });
    hubs.push(hub);
    const watched: OutageWatch[] = [];
    const cards =
      options.outage === undefined ? cardsFor(options, hub) : [outage(options.outage, (watch) => watched.push(watch))];
    const rounds = await playRounds(cards, options, hub);
    say('the city stops sending');
    await load.stop();
    signal.throwIfAborted();
    const checked = await check(options, { hub, load });
    return {
      seed,
      brokers: options.brokers,
      ...roundsOf(rounds, readers),
      notRun,
      kills: hub.kills,
      pauses: hub.pauses,
      pausesInCommit: hub.pausesInCommit,
      rebalances: hub.metrics.rebalances,
      zombiesRefused: hub.zombiesRefused,
      provedNothingOfZombies: hub.zombiesRefused === 0,
      detachedParts: hub.detachedParts,
      outage: watched[0] ?? null,
      mostBrokersDead: options.brokers === 3 ? hub.whileMostBrokersWereDead : null,
      ...checked,
      seconds: Math.round((Date.now() - startedAt) / 1_000),
    };
  } finally {
    await Promise.all([...loads.map((load) => load.abandon()), ...hubs.map((hub) => hub.metrics.stop())]);
    await transactions.close();
    await readers.stop();
    for (const disk of disks.values()) await disk.relieve();
  }
}

function cardsFor({ rounds, seed, brokers, only }: ChaosOptions, hub: HubUnderChaos): Card[] {
  const isMeant = ({ fault, target }: Card): boolean =>
    only.length === 0 || only.some((words) => `${fault} ${target}`.includes(words));
  const { pauses, others, first = [] } = decksFor({ brokers, disks: [...hub.disks.keys()] });
  const decks = { pauses: pauses.filter(isMeant), others: others.filter(isMeant), first: first.filter(isMeant) };
  return deal(decks, rounds, randomOf(seed, 'deck'));
}

async function playRounds(cards: readonly Card[], { signal, say }: ChaosOptions, hub: HubUnderChaos): Promise<Round[]> {
  const played: Round[] = [];
  if (!(await hub.recovered(AbortSignal.any([signal, AbortSignal.timeout(60_000)]))))
    throw new Error('No record came through before the first round.');
  for (const card of cards) {
    signal.throwIfAborted();
    say(`round ${played.length + 1} of ${cards.length}: ${card.fault}, ${card.target}`);
    const round = await play(card, hub, signal);
    played.push(round);
    say(
      `  ${round.recovered ? 'recovered' : 'NOT recovered'} after ${((round.until - round.from) / 1_000).toFixed(1)} s`,
    );
  }
  return played;
}

function roundsOf(rounds: readonly Round[], readers: ReaderWatch): Pick<ChaosReport, 'rounds' | 'readerStallMs'> {
  const stalls = readers.stalls();
  let worst: { max: number; topic: string | null } = { max: 0, topic: null };
  const played = rounds.map((round): PlayedRound => {
    const { card, from, until, recovered } = round;
    const longest = [...stalls]
      .map(([topic, of]) => ({ topic, max: longestIn(of, { from, until }) }))
      .reduce((a, b) => (b.max > a.max ? b : a), { topic: '', max: 0 });
    if (card.isBehindInstance && longest.max > worst.max) worst = longest;
    const { fault, target } = card;
    return { fault, target, seconds: Math.round((until - from) / 1_000), recovered, readerStallMs: longest.max };
  });
  return { rounds: played, readerStallMs: worst };
}

type Checked = Pick<
  ChaosReport,
  | 'sent'
  | 'accepted'
  | 'unanswered'
  | 'lostByRetention'
  | 'lostOtherwise'
  | 'missing'
  | 'missingExamples'
  | 'duplicates'
  | 'mismatches'
  | 'mismatchExamples'
  | 'ledgerBalanced'
  | 'ledger'
  | 'tables'
  | 'undisturbed'
>;

async function check(options: ChaosOptions, { hub, load }: { hub: HubUnderChaos; load: Load }): Promise<Checked> {
  const { folder, say } = options;
  const { clickhouse, services, keys, kafka } = hub.city.endpoints;
  const { journal, city, stream } = load;
  const kept = journal.entries.filter(({ recordId }) => recordId === null || !hub.lost.has(recordId));
  const warehouse = openWarehouse({ url: clickhouse.url, username: clickhouse.user, password: clickhouse.password });
  try {
    await settle({
      warehouse,
      isWhole: async () => settleAccounts(kept, await warehouse.findAll()).unaccounted === 0,
      patienceMs,
      say,
    });
    const found = await warehouse.findAll();
    const accounts = settleAccounts(kept, found);
    const placed = new Set(found.flatMap(({ where, id }) => (where === 'placed' ? [id] : [])));
    const entries = journal.entries.map((entry) => asItStands(entry, placed));
    say('comparing with the replay');
    const until = Date.now();
    const own: Replay = replay(city, entries, until);
    const bays = await Promise.all(
      hub
        .instancesOf('parking')
        .map(({ address }) =>
          untilAgreed(() => checkOccupancy({ url: address, key: keys.read }, city, own, stream.bays.truthOf)),
        ),
    );
    const hours = await untilAgreed(() =>
      checkZoneHours(
        { url: services.analytics, key: keys.read },
        { replay: own, entries, stories: stream.guards.stories.length, from: load.start - hourMs, until },
      ),
    );
    const mismatches = [...new Set([...bays.flatMap((one) => one.mismatches), ...hours.mismatches])];
    say('reading the ledger');
    const ledger = await checkLedger(hub.city.endpoints, ledgerWithinMs);
    say("counting with Kafka's own consumer");
    const names = physicalNames('');
    const topics = tabledTopics.map((topic) => names.topic(topic));
    const committed = await committedRecords({ brokers: kafka, topics, folder, say });
    const tables = await checkTables(clickhouse, committed, await beginsOf(kafka, topics));
    const duplicates = await warehouse.countDuplicates();
    say('running the same records once more, undisturbed');
    // no marks of progress any more: both runs end at the same time
    await Promise.all(hub.instancesOf('ingest').map(({ name }) => hub.part(name).stop()));
    await Promise.all(hub.instancesOf('analytics').map(({ name }) => hub.part(name).stop()));
    const undisturbed = await checkUndisturbed(hub.city.stack, say);
    return {
      undisturbed,
      sent: journal.sent,
      accepted: journal.entries.filter(({ fate }) => fate !== 'dead-lettered').length,
      unanswered: journal.lost,
      lostByRetention: hub.lost.size,
      lostOtherwise: lostOtherwise(hub.lostRanges, await bookedAsLost(hub.city.stack)),
      missing: accounts.unaccounted,
      missingExamples: accounts.examples,
      duplicates,
      mismatches: mismatches.length,
      mismatchExamples: mismatches.slice(0, 10),
      ledgerBalanced: ledger.isBalanced,
      ledger: { ...ledger, problems: ledger.problems.slice(0, 20) },
      tables: { compared: tables.length, committed: committed.length, uneven: tables.filter((one) => !isEven(one)) },
    };
  } finally {
    await warehouse.close();
  }
}

/** Where each partition begins, by 'topic/partition'. */
async function beginsOf(brokers: string, names: readonly string[]): Promise<Map<string, number>> {
  const client = await KafkaClient.connect({ brokers: brokers.split(','), clientId: 'chaos-begins' });
  try {
    const begins = await client.admin.listOffsets(names, 'earliest');
    return new Map(begins.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]));
  } finally {
    await client.close();
  }
}

/**
 * A record that was sent more than once can have been taken in time by an ingest that did not live to say so, and be
 * late when it was taken again: then what stands is the first.
 */
const asItStands = (entry: JournalEntry, placed: ReadonlySet<string>): JournalEntry =>
  entry.attempts > 1 && entry.fate === 'quarantined' && entry.recordId !== null && placed.has(entry.recordId)
    ? { ...entry, fate: 'delivered' }
    : entry;
