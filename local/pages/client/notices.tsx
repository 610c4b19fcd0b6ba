import { useCallback, useEffect, useState } from 'react';
import { IconButton } from './icon-button';

interface Notice {
  id: number;
  text: string;
}

const shownMs = 8000;
let count = 0;

/** Things that went wrong or that only this person is told, for a moment at the pane's edge. */
export function useNotices() {
  const [notices, setNotices] = useState<Notice[]>([]);
  const notify = useCallback((text: string) => {
    count += 1;
    const id = count;
    setNotices((before) => [...before.slice(-2), { id, text }]);
  }, []);
  const drop = useCallback((id: number) => setNotices((before) => before.filter((one) => one.id !== id)), []);
  return { notices, notify, drop };
}

export function Notices({ notices, drop }: { notices: Notice[]; drop: (id: number) => void }) {
  return (
    <div className="notices" role="alert">
      {notices.map((notice) => (
        <Shown key={notice.id} notice={notice} drop={drop} />
      ))}
    </div>
  );
}

function Shown({ notice, drop }: { notice: Notice; drop: (id: number) => void }) {
  useEffect(() => {
    const end = setTimeout(() => drop(notice.id), shownMs);
    return () => clearTimeout(end);
  }, [notice.id, drop]);
  return (
    <p className="notice">
      <span>{notice.text}</span>
      <IconButton icon="close" label="Dismiss" onClick={() => drop(notice.id)} />
    </p>
  );
}
