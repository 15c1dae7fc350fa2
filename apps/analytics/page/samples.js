// Counters of a service in Prometheus' text format, looked at again and again: what they grew by is what was done since.

const counters = /^(?:naru_records_total|naru_ingest_records_total)\{([^}]*)\}\s+(\S+)/;
const fateLabel = /(?:^|,)fate="([^"]*)"/;
const windowMs = 60_000;
const keptRates = 24;

/** Records taken so far by what became of them. */
function readFates(text) {
  const fates = {};
  for (const line of text.split('\n')) {
    const [, labels, value] = counters.exec(line) ?? [];
    if (labels === undefined) continue;
    const fate = fateLabel.exec(labels)?.[1] ?? 'delivered';
    fates[fate] = (fates[fate] ?? 0) + Number(value);
  }
  return fates;
}

const totalOf = (fates) => Object.values(fates).reduce((sum, each) => sum + each, 0);

export function openSamples() {
  let samples = [];
  let rates = [];
  return {
    add(text, at) {
      const sample = { at, fates: readFates(text) };
      const last = samples.at(-1);
      // a service that begins anew counts from nothing
      if (last !== undefined && totalOf(sample.fates) < totalOf(last.fates)) samples = [];
      else if (last !== undefined)
        rates = [...rates, ((totalOf(sample.fates) - totalOf(last.fates)) * 1000) / (at - last.at)].slice(-keptRates);
      samples = [...samples.filter((each) => at - each.at <= windowMs + 2_500), sample];
    },

    /** How much of the last minute has been seen (s). */
    get seconds() {
      return samples.length < 2 ? 0 : Math.min(60, Math.round((samples.at(-1).at - samples[0].at) / 1000));
    },

    lastMinute() {
      const [first, last] = [samples[0], samples.at(-1)];
      if (samples.length < 2) return { taken: undefined, setAside: 0, deduplicated: 0, rates };
      const grown = (fate) => (last.fates[fate] ?? 0) - (first.fates[fate] ?? 0);
      return {
        taken: totalOf(last.fates) - totalOf(first.fates),
        setAside: grown('dead-lettered') + grown('quarantined'),
        deduplicated: grown('deduplicated'),
        rates,
      };
    },
  };
}
