import { byId, fill, make } from './elements.js';
import { inEveryLanguage, say } from './language.js';

/** Where each service describes itself. */
export function showLinks(services) {
  inEveryLanguage(() => {
    const rows = Object.entries(services).map(([name, address]) =>
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, name),
        ...[
          ['/docs', 'api'],
          ['/openapi.json', 'openApi'],
          ['/health/ready', 'health'],
          ['/metrics', 'metrics'],
        ].map(([path, words]) => make('td', {}, make('a', { href: address + path }, say(words)))),
      ),
    );
    fill(
      byId('links'),
      make('p', {}, make('a', { href: '/asyncapi.yaml' }, say('asyncApi'))),
      make(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say('links') },
        make('table', {}, make('tbody', {}, ...rows)),
      ),
    );
  });
}
