import type { View } from '@naru/streams';

/** What a view makes of its topic, and how far it has come. */
export interface Followed<T> {
  readonly state: T;
  readonly view: Pick<View<unknown>, 'isReady'>;
  /** Whatever was committed by then is in the state. */
  readonly asOf: string;
}

export const followedState = <T>(state: T, view: Pick<View<unknown>, 'isReady' | 'asOf'>): Followed<T> => ({
  state,
  view,
  get asOf() {
    return (view.asOf ?? new Date(0)).toISOString();
  },
});
