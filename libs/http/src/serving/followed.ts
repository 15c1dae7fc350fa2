import type { Part } from '@naru/observability';
import type { View } from '@naru/streams';

/** A view as a part of the service: started, and waited for, since HTTP must not answer from half of it. */
export function followed(name: string, view: Pick<View<unknown>, 'start' | 'ready' | 'close'>): Part {
  return {
    name,
    start: async () => {
      view.start();
      await view.ready;
    },
    stop: () => view.close(),
  };
}
