import { useCallback, useEffect, useMemo, useState } from 'react';
import { Frame } from '../../../pages/client/frame';
import { useLive } from '../../../pages/client/use-live';
import { useStored } from '../../../pages/client/use-stored';
import { type Change, type Snapshot } from '../model';
import { Pane } from './pane';
import { type PaneState, panesFrom } from './panes';
import { useReads } from './use-reads';
import { Welcome } from './welcome';
import { applyChange } from './workspace';

const kept = 200;

/** The whole page, as soon as the server has told what there is. */
export function App() {
  const { state, connected } = useLive<Snapshot, Change>('/_page/live', applyChange);
  if (!state) return <p className="nothing">{connected ? 'Opening…' : 'Waiting for the server…'}</p>;
  return <Workspace workspace={state} connected={connected} />;
}

function Workspace({ workspace, connected }: { workspace: Snapshot; connected: boolean }) {
  const [panes, setPanes] = useState<PaneState[]>(() => panesFrom(location.search, workspace));
  const [active, setActive] = useStored('pane', 0);
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [dismissed, setDismissed] = useStored<string[]>('dismissed', []);
  const [welcome, setWelcome] = useStored('welcome', true);
  const { readUntil, markRead } = useReads(workspace.messages);
  const nameOf = (id: string) => workspace.users.find((user) => user.id === id)?.name ?? id;

  useEffect(() => {
    const names = panes.map(({ person }) => workspace.users.find(({ id }) => id === person)?.name ?? person);
    history.replaceState(null, '', `?as=${names.join(',')}`);
  }, [panes, workspace.users]);

  const change = useCallback(
    (index: number, to: Partial<PaneState>) =>
      setPanes((before) => before.map((pane, at) => (at === index ? { ...pane, ...to } : pane))),
    [],
  );
  const changes = useMemo(() => [0, 1].map((index) => (to: Partial<PaneState>) => change(index, to)), [change]);
  const setDraft = useCallback((key: string, text: string) => setDrafts((before) => ({ ...before, [key]: text })), []);
  const dismiss = useCallback((ts: string) => setDismissed((before) => [...before, ts].slice(-kept)), [setDismissed]);

  const home = workspace.channels[0]?.id ?? '';
  const type = (person: string, line: string) => {
    const index = Math.max(
      0,
      panes.findIndex((pane) => pane.person === person),
    );
    change(index, { person, channel: home, thread: undefined });
    setActive(index);
    setDraft(`${person} ${home}`, line);
    requestAnimationFrame(() =>
      document.querySelectorAll<HTMLElement>('.pane')[index]?.querySelector('textarea')?.focus(),
    );
  };
  const become = (person: string) => {
    const there = panes.findIndex((pane) => pane.person === person);
    const index = there < 0 ? 1 : there;
    change(index, { person, channel: home, thread: undefined });
    setActive(index);
  };
  return (
    <Frame
      title={`${workspace.team} workspace`}
      connected={connected}
      active={active}
      setActive={setActive}
      onHelp={() => setWelcome(!welcome)}
      panes={panes.map((pane, index) => ({
        label: `As ${nameOf(pane.person)}`,
        show: (shown) => (
          <Pane
            workspace={workspace}
            pane={pane}
            shown={shown}
            change={changes[index]!}
            readUntil={readUntil}
            markRead={markRead}
            draft={(key) => drafts[key] ?? ''}
            setDraft={setDraft}
            dismissed={dismissed}
            dismiss={dismiss}
          />
        ),
      }))}
    >
      {welcome && <Welcome type={type} become={become} onClose={() => setWelcome(false)} />}
    </Frame>
  );
}
