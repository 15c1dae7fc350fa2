/** One process of the stack: how it is started, and how it says that it is ready. */
export interface Part {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Done before every start, also before a restart. */
  readonly prepare?: () => Promise<void>;
  /** Asked again and again until it says yes; a throw is a no. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs: number;
  /** How long it may take to end by SIGTERM before it is killed. */
  readonly stopWithinMs: number;
}

/** What a person who watches the start is told. */
export type PartEvent =
  | { readonly part: string; readonly kind: 'starting' }
  | { readonly part: string; readonly kind: 'ready'; readonly afterMs: number }
  | { readonly part: string; readonly kind: 'died'; readonly how: string; readonly restartInMs: number }
  | { readonly part: string; readonly kind: 'stopped' };

export type Tell = (event: PartEvent) => void;

/** The event as a line for whoever waits. */
export function sentenceOf(event: PartEvent): string {
  switch (event.kind) {
    case 'starting':
      return `${event.part} starts`;
    case 'ready':
      return `${event.part} is ready, after ${(event.afterMs / 1_000).toFixed(1)} s`;
    case 'died':
      return `${event.part} died (${event.how}); it is started again in ${event.restartInMs} ms`;
    case 'stopped':
      return `${event.part} stopped`;
  }
}
