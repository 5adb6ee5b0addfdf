/** What the inspector page listens to: all calls that there are, then new ones as they come, as Server-sent events. */

import type { CallLog } from '../calls.js';
import type { Follow } from '../wire.js';

/** Calls that come within this time are told together: a load test would otherwise drown the page. */
const BATCH_MS = 100;

/** Told at a time at the most; the page keeps no more, either. */
const MAX_CALLS = 1000;

export function feedOf(log: CallLog): Follow {
  return (send) => {
    let told = 0;
    let timer: NodeJS.Timeout | undefined;
    const tell = (isAll: boolean) => {
      timer = undefined;
      const calls = log.calls(undefined, { after: told, most: MAX_CALLS });
      told = calls.at(-1)?.sequence ?? told;
      send(`event: calls\ndata: ${JSON.stringify({ calls, dropped: log.dropped(), isAll })}\n\n`);
    };
    const stop = log.listen((change) => {
      if (change === 'forgotten') told = 0;
      timer ??= setTimeout(() => tell(told === 0), BATCH_MS);
    });
    tell(true);
    return () => {
      stop();
      clearTimeout(timer);
    };
  };
}
