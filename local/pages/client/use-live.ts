import { useEffect, useState } from 'react';

interface Live<S> {
  /** Absent until the first snapshot has come. */
  state?: S;
  connected: boolean;
}

const reopenMs = 1000;

/**
 * What the server's live stream says, kept up to date. A lost connection is taken up again; then a new snapshot replaces
 * what there was. `apply` must be pure and always the same function.
 */
export function useLive<S, C>(url: string, apply: (state: S, change: C) => S): Live<S> {
  const [live, setLive] = useState<Live<S>>({ connected: false });
  useEffect(() => {
    let source: EventSource;
    let reopening: ReturnType<typeof setTimeout>;
    const open = () => {
      source = new EventSource(url);
      source.addEventListener('snapshot', ({ data }: MessageEvent<string>) =>
        setLive({ state: JSON.parse(data) as S, connected: true }),
      );
      source.addEventListener('change', ({ data }: MessageEvent<string>) =>
        setLive((before) => (before.state ? { ...before, state: apply(before.state, JSON.parse(data) as C) } : before)),
      );
      source.addEventListener('error', () => {
        setLive((before) => ({ ...before, connected: false }));
        if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, reopenMs);
      });
    };
    open();
    return () => {
      clearTimeout(reopening);
      source.close();
    };
  }, [url, apply]);
  return live;
}
