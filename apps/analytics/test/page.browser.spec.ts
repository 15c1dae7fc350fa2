import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Browser, type Page, chromium } from 'playwright-core';

jest.setTimeout(120_000);

/** The running city that the test runner started: its endpoints, as `npm start` writes them. */
interface City {
  readonly page: string;
  readonly services: Readonly<Record<string, string>>;
  readonly keys: { readonly admin: string; readonly send: string };
}

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const endpoints = process.env.NARU_TEST_CITY;
const missing = [
  ...(installed === undefined ? ['no Chromium is installed (apt install chromium)'] : []),
  ...(endpoints === undefined ? ['NARU_TEST_CITY names no running city'] : []),
];
const open = missing.length === 0 ? describe : describe.skip;

const bay = `page-bay-${Date.now()}`;
const zone = { kind: 'page-test', zoneId: bay, names: { ko: '시험 구역', en: 'Test zone' } };
const [west, south] = [126.99, 37.55];
const ring = [
  [west, south],
  [west + 0.01, south],
  [west + 0.01, south + 0.01],
  [west, south + 0.01],
  [west, south],
];

open(`the page${missing.length === 0 ? '' : `: ${missing.join(', ')}`}`, () => {
  let city: City;
  let browser: Browser;
  let page: Page;
  const asked = new Set<string>();
  const complaints: string[] = [];

  const call = async (url: string, key: string, method: string, body: unknown): Promise<void> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  };
  const observe = (state: string): Promise<void> =>
    call(`${city.services.ingest ?? ''}/v1/parking/observations`, city.keys.send, 'POST', {
      device: bay,
      observedAt: new Date().toISOString(),
      state,
    });

  /** The page keeps the last twelve changes: in a busy moment one is gone before it is drawn, so the sensor goes on. */
  const untilShown = async (state: string, other: string): Promise<void> => {
    const deadline = Date.now() + 60_000;
    for (;;) {
      await observe(state);
      try {
        await page.waitForSelector(`#changes li[data-asset="${bay}"][data-state="${state}"]`, { timeout: 3_000 });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      await observe(other);
    }
  };

  beforeAll(async () => {
    city = JSON.parse(readFileSync(endpoints ?? '', 'utf8')) as City;
    const masterData = `${city.services.enrichment ?? ''}/v1/master-data`;
    await call(`${masterData}/zones`, city.keys.admin, 'PUT', [
      { ...zone, geometry: { type: 'Polygon', coordinates: [ring] } },
    ]);
    const point = { longitude: west + 0.005, latitude: south + 0.005 };
    await call(`${masterData}/assets`, city.keys.admin, 'PUT', [{ assetId: bay, kind: 'bay', devices: [bay], point }]);
    await observe('free');
    browser = await chromium.launch({
      executablePath: installed ?? '',
      args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--no-sandbox'],
    });
    page = await browser.newPage({ locale: 'ko-KR', viewport: { width: 1280, height: 900 } });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http')) asked.add(origin);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(city.page);
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows a bay change that a sensor sends', async () => {
    await page.waitForSelector('#connection[data-connection="live"]', { timeout: 30_000 });
    await untilShown('occupied', 'free');
    await untilShown('free', 'occupied');
    expect(Number((await page.textContent('#free'))?.replaceAll(',', ''))).toBeGreaterThan(0);
  });

  it('draws the map', async () => {
    await page.waitForSelector('#map[data-loaded="true"] canvas', { timeout: 60_000 });
    expect(await page.getAttribute('#map', 'aria-label')).toContain('주차면 지도');
  });

  it('says that the city is simulated, in the language of the reader, and remembers the language', async () => {
    expect(await page.textContent('#simulated')).toContain('모의 도시');
    await page.click('[data-language="en"]');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.reload();
    await page.waitForSelector('#simulated:has-text("Simulated city")');
    expect(await page.getAttribute('[data-language="en"]', 'aria-pressed')).toBe('true');
  });

  it('tells of each service, and what it has taken', async () => {
    await page.locator('.stage[data-status="ready"]').nth(5).waitFor({ timeout: 60_000 });
    await page.locator('.stage .taken', { hasText: /\d/ }).first().waitFor({ timeout: 60_000 });
    for (const address of Object.values(city.services))
      expect(await page.getAttribute(`#links a[href="${address}/openapi.json"]`, 'href')).toBeTruthy();
    expect((await page.request.get(`${city.page}/asyncapi.yaml`)).status()).toBe(200);
  });

  it('answers the ready questions', async () => {
    await page.click('#query-list button:has-text("Duplicates check")');
    await page.waitForSelector('.answer h3:has-text("Duplicates check")');
    await page.waitForSelector('.answer tbody tr', { timeout: 60_000 });
    const csv = await page.getAttribute('.answer a[download="duplicates.csv"]', 'href');
    const answer = await page.request.get(new URL(csv ?? '', city.page).href);
    expect(answer.headers()['content-type']).toContain('text/csv');
  });

  it('fits a telephone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
  });

  it('asks nobody but the hub, and has nothing to complain of', () => {
    const own = new Set([city.page, ...Object.values(city.services)].map((address) => new URL(address).origin));
    expect([...asked].filter((origin) => !own.has(origin))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
