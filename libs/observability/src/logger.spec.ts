import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';

const linesOf = (log: (logger: ReturnType<typeof createLogger>) => void) => {
  const lines: string[] = [];
  const sink = { write: (line: string) => void lines.push(line) };
  log(createLogger({ service: 'ingest', instance: 'a', level: 'info' }, sink));
  return lines;
};

describe('createLogger', () => {
  it('writes a line of JSON with service, instance, level and ISO time', () => {
    const [line] = linesOf((logger) => {
      logger.warn({ bayId: 'b1' }, 'Observation older than the limit, quarantined');
    });
    expect(JSON.parse(line ?? '')).toMatchObject({
      service: 'ingest',
      instance: 'a',
      level: 'warn',
      bayId: 'b1',
      time: expect.stringMatching(/Z$/),
    });
  });

  it('leaves out whatever is named like a secret, wherever it stands', () => {
    const text = linesOf((logger) => {
      logger.info(
        {
          authorization: 'Bearer x1',
          request: { headers: { cookie: 'x2', authorization: 'x3' } },
          config: { masterKey: 'x4' },
        },
        'Asked',
      );
    }).join('');
    expect(text).not.toMatch(/x[1-4]/);
    expect(text.match(/\[secret\]/g)).toHaveLength(4);
  });

  it('keeps still below its level', () => {
    expect(
      linesOf((logger) => {
        logger.debug('Nothing');
      }),
    ).toEqual([]);
  });
});
