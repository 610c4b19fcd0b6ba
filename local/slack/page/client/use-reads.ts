import { useCallback, useEffect } from 'react';
import { useStored } from '../../../pages/client/use-stored';
import { type PageMessage } from '../model';

interface Reads {
  /** What was there when this browser saw the page first counts as read. */
  from?: string;
  /** By person and channel, the `ts` of the newest message seen. */
  until: Record<string, string>;
}

/** Who has read what, as this browser remembers it. */
export function useReads(messages: PageMessage[]) {
  const [reads, setReads] = useStored<Reads>('reads', { until: {} });
  const newest = messages.at(-1)?.ts ?? '0';
  useEffect(() => {
    setReads((before) => (before.from === undefined ? { ...before, from: newest } : before));
  }, [newest, setReads]);
  const readUntil = useCallback(
    (person: string, channel: string) => reads.until[`${person} ${channel}`] ?? reads.from ?? newest,
    [reads, newest],
  );
  const markRead = useCallback(
    (person: string, channel: string, ts: string) =>
      setReads((before) => {
        const key = `${person} ${channel}`;
        return (before.until[key] ?? '') >= ts ? before : { ...before, until: { ...before.until, [key]: ts } };
      }),
    [setReads],
  );
  return { readUntil, markRead };
}
