import type { View } from '@naru/streams';
import { requireReady } from './require-ready.js';

/** What a view makes of its topic, for controllers to answer from. */
export class ViewState<T> {
  constructor(
    private readonly value: T,
    private readonly view: Pick<View<unknown>, 'isReady' | 'asOf'>,
  ) {}

  /** The state now. Throws the problem NARU_NOT_READY before the view has caught up once: half an answer looks like a whole one. */
  get now(): T {
    requireReady(this.view);
    return this.value;
  }

  /** Whatever was committed before this instant is in the state. */
  get asOf(): string {
    return (this.view.asOf ?? new Date(0)).toISOString();
  }
}
