import { byId, fill, make } from './elements.js';
import { clock, count, currentLanguage, dateTime, decimal, inEveryLanguage, say } from './language.js';

const shownRows = 200;
const home = '/v1/analytics/queries';
const first = 'zone-hours';

/** The ready questions, and the answer of the one that is chosen. */
export async function openQueries() {
  let queries = [];
  let chosen;
  let asked = {};
  let state = { kind: 'asking' };

  const draw = () => {
    fill(
      byId('query-list'),
      ...queries.map((query) =>
        make(
          'li',
          {},
          queryButton(query, query.name === chosen?.name, () => choose(query)),
        ),
      ),
    );
    fill(byId('answer'), ...(chosen === undefined ? [failureOf(state, load)] : answerOf(chosen, asked, state, ask)));
  };

  async function load() {
    state = { kind: 'asking' };
    draw();
    try {
      queries = (await getJson(home)).items;
      queries.sort((a, b) => Number(b.name === first) - Number(a.name === first));
      if (queries[0] !== undefined) choose(queries[0]);
    } catch (failure) {
      state = { kind: 'failed', failure };
      draw();
    }
  }

  function choose(query) {
    chosen = query;
    void ask({});
  }

  async function ask(parameters) {
    asked = parameters;
    state = { kind: 'asking' };
    draw();
    const asking = chosen;
    const answer = await getJson(addressOf(asking, { ...asked, format: 'json' })).then(
      (found) => ({ kind: 'answered', answer: found }),
      (failure) => ({ kind: 'failed', failure }),
    );
    // somebody was faster and asked something else
    if (asking !== chosen || parameters !== asked) return;
    state = answer;
    draw();
  }

  inEveryLanguage(draw);
  await load();
}

async function getJson(address) {
  const response = await fetch(address, { headers: { accept: 'application/json' } });
  const body = await response.json().catch(() => ({}));
  if (!response.ok)
    throw Object.assign(new Error(body.title ?? response.statusText), { problem: body, status: response.status });
  return body;
}

const addressOf = ({ name }, parameters) => `${home}/${name}?${new URLSearchParams(parameters)}`;
const inLanguage = (text) => text[currentLanguage()];

function queryButton({ title }, isChosen, onclick) {
  return make('button', { type: 'button', 'aria-pressed': String(isChosen), onclick }, inLanguage(title));
}

function answerOf(query, asked, state, ask) {
  return [
    make('h3', {}, inLanguage(query.title)),
    make('p', { class: 'soft' }, inLanguage(query.meaning)),
    formOf(query, asked, ask),
    state.kind === 'asking' && make('p', { class: 'empty', role: 'status' }, say('running')),
    state.kind === 'failed' && failureOf(state, () => ask(asked)),
    ...(state.kind === 'answered' ? tableOf(query, state.answer) : []),
  ];
}

/** How values are written, where the query has no default to show. */
const hints = { instant: '2026-11-22T09:00+09:00', 'time-zone': 'Asia/Seoul' };

function formOf(query, asked, ask) {
  const fields = query.parameters.map(({ name, type, meaning, default: value }) =>
    make(
      'label',
      {},
      make('span', {}, inLanguage(meaning)),
      make('input', { name, value: asked[name] ?? '', placeholder: value ?? hints[type] ?? '', autocomplete: 'off' }),
    ),
  );
  const onsubmit = (event) => {
    event.preventDefault();
    const filled = [...new window.FormData(event.currentTarget)].filter(([, value]) => value !== '');
    void ask(Object.fromEntries(filled));
  };
  const files = ['csv', 'parquet'].map((format) =>
    make(
      'a',
      { class: 'button quiet', href: addressOf(query, { ...asked, format }), download: `${query.name}.${format}` },
      format === 'csv' ? 'CSV' : 'Parquet',
    ),
  );
  return make(
    'form',
    { class: 'parameters', onsubmit },
    ...fields,
    make('span', { class: 'buttons' }, make('button', { class: 'button' }, say('run')), ...files),
  );
}

function tableOf(query, { columns, rows, answeredAt }) {
  if (rows.length === 0) return [make('p', { class: 'empty' }, say('noRows'))];
  const head = columns.map(({ name, type, unit }) =>
    headOf(
      query.columns.find((column) => column.name === name),
      name,
      type,
      unit,
    ),
  );
  const body = rows
    .slice(0, shownRows)
    .map((row) => make('tr', {}, ...columns.map(({ name, type }) => cellOf(row[name], type))));
  const shown = rows.length > shownRows && say('shownOf', { rows: count(rows.length), shown: count(shownRows) });
  return [
    make(
      'p',
      { class: 'soft', role: 'status' },
      say('answered', { rows: count(rows.length), time: clock(new Date(answeredAt)) }),
      shown ? ` ${shown}` : '',
    ),
    make(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': inLanguage(query.title) },
      make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...body)),
    ),
  ];
}

const isNumber = (type) => /^(Nullable\()?(U?Int|Float|Decimal)/.test(type);

function headOf(column, name, type, unit) {
  const meaning = column === undefined ? name : inLanguage(column.meaning);
  const shown = unit === null || unit === '1' ? '' : make('span', { class: 'unit' }, ` ${unit}`);
  return make('th', { scope: 'col', class: isNumber(type) ? 'number' : undefined, title: name }, meaning, shown);
}

function cellOf(value, type) {
  if (value === null || value === undefined) return make('td', { class: 'soft' }, '–');
  if (typeof value === 'number') return make('td', { class: 'number' }, decimal(value));
  if (typeof value === 'boolean') return make('td', {}, say(value ? 'yes' : 'no'));
  if (type.includes('DateTime')) return make('td', { class: 'instant' }, dateTime(new Date(value)));
  return make('td', {}, typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function failureOf(state, again) {
  if (state.kind !== 'failed') return make('p', { class: 'empty', role: 'status' }, say('running'));
  const { problem = {}, message } = state.failure;
  const detail = [problem.title ?? message, problem.detail, problem.advice].filter(Boolean).join(' · ');
  return make(
    'div',
    { class: 'failure', role: 'alert' },
    make('p', {}, say('askFailed')),
    make('p', { class: 'soft', lang: 'en' }, detail),
    make('button', { type: 'button', class: 'button quiet', onclick: again }, say('tryAgain')),
  );
}
