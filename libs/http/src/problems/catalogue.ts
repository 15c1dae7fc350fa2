/** One kind of problem: its stable code is the name it has in a catalogue. */
export interface ProblemKind {
  readonly code: `NARU_${string}`;
  readonly status: number;
  /** What is wrong, the same words for every occurrence (RFC 9457 `title`). */
  readonly title: string;
  /** What whoever meets it can do. */
  readonly advice: string;
}

type Kinds<T> = { readonly [C in keyof T & `NARU_${string}`]: ProblemKind & { readonly code: C } };

/** Names the problems of a service: `defineProblems({ NARU_ZONE_UNKNOWN: { status: 404, title: …, advice: … } })`. */
export function defineProblems<const T extends Record<`NARU_${string}`, Omit<ProblemKind, 'code'>>>(
  kinds: T,
): Kinds<T> {
  return Object.fromEntries(
    Object.entries(kinds).map(([code, kind]) => [code, { code, ...kind }]),
  ) as unknown as Kinds<T>;
}

/** Problems that every service may answer. */
export const httpProblems = defineProblems({
  NARU_REQUEST_INVALID: {
    status: 400,
    title: 'The request is not valid',
    advice: 'Correct what `errors` names and send it again.',
  },
  NARU_CURSOR_INVALID: {
    status: 400,
    title: 'The cursor is not one of ours',
    advice: 'Use the `next` of the page before, unchanged, with the same filters; or leave the cursor out.',
  },
  NARU_KEY_MISSING: {
    status: 401,
    title: 'A key is needed',
    advice: 'Send the header `Authorization: Bearer KEY`. Keys are made by POST /v1/keys of ingest.',
  },
  NARU_KEY_REFUSED: {
    status: 401,
    title: 'The key is not known',
    advice: 'Check that the whole key was sent. A deleted key is gone for good: have a new one made.',
  },
  NARU_SCOPE_MISSING: {
    status: 403,
    title: 'The key may not do this',
    advice: 'Use a key with one of the scopes that `detail` names.',
  },
  NARU_NOT_FOUND: {
    status: 404,
    title: 'There is nothing here',
    advice: 'Look up the paths of this service at /docs.',
  },
  NARU_METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'The method does not fit the path',
    advice: 'Look up the methods of this path at /docs.',
  },
  NARU_TOO_LARGE: {
    status: 413,
    title: 'The request is too large',
    advice: 'Cut it into smaller requests.',
  },
  NARU_MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    title: 'The content type is not taken here',
    advice: 'Send one of the content types that /docs names for this path.',
  },
  NARU_TOO_MANY_LISTENERS: {
    status: 503,
    title: 'Too many clients listen already',
    advice: 'Try again after the seconds of Retry-After, or at another instance.',
  },
  NARU_LISTENER_TOO_SLOW: {
    status: 503,
    title: 'The client reads too slowly and was cut off; told as the last event of its stream, `cut-off`',
    advice: 'Connect again with Last-Event-ID; read faster or ask for less.',
  },
  NARU_BUSY: {
    status: 503,
    title: 'The service can not keep up',
    advice: 'Nothing of the request was taken. Send it again after the seconds of Retry-After.',
  },
  NARU_NOT_READY: {
    status: 503,
    title: 'The service has not caught up yet',
    advice: 'Try again after the seconds of Retry-After; /health/ready says what is missing.',
  },
  NARU_REQUEST_FAILED: {
    status: 400,
    title: 'The request could not be read',
    advice: 'Send it again; where that fails too, look at its headers and its length.',
  },
  NARU_INTERNAL: {
    status: 500,
    title: 'The service failed',
    advice: 'Tell the operations team the `instance` of this answer: its log has the cause.',
  },
});
