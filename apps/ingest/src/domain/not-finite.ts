/**
 * JSON has no NaN and no Infinity, yet many writers send them. The text with `null` in their place, so that the rest of
 * the record can be read; undefined where it has none. Text inside strings is left alone.
 */
export function withoutNotFinite(text: string): string | undefined {
  const parts: string[] = [];
  let found = false;
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const plain = text.slice(at, quote === -1 ? text.length : quote);
    const finite = plain.replace(/-?\b(?:NaN|Infinity)\b/g, 'null');
    found ||= finite !== plain;
    parts.push(finite);
    if (quote === -1) break;
    const end = endOfString(text, quote);
    parts.push(text.slice(quote, end));
    at = end;
  }
  return found ? parts.join('') : undefined;
}

function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
