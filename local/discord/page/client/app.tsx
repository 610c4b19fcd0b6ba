import { useState } from 'react';
import { Frame } from '../../../pages/client/frame';
import { useLive } from '../../../pages/client/use-live';
import { useStored } from '../../../pages/client/use-stored';
import { type Snapshot } from '../model';
import { Pane } from './pane';

const replace = (_: Snapshot, next: Snapshot) => next;

/** The server as two people see it, side by side. */
export function App() {
  const { state, connected } = useLive<Snapshot, Snapshot>('/_page/live', replace);
  const [people, setPeople] = useStored('people', ['alice', 'bob']);
  const [active, setActive] = useStored('pane', 0);
  const [help, setHelp] = useState(true);
  if (!state) return <p className="nothing">{connected ? 'Opening…' : 'Waiting for the server…'}</p>;
  return (
    <Frame
      title={`${state.guild} on Discord`}
      connected={connected}
      active={active}
      setActive={setActive}
      onHelp={() => setHelp(!help)}
      panes={people.map((person, index) => ({
        label: `As ${person}`,
        show: () => (
          <Pane
            key={person}
            server={state}
            person={person}
            become={(other) => setPeople(people.map((one, at) => (at === index ? other : one)))}
          />
        ),
      }))}
    >
      {help && (
        <p className="try">
          Type <code>/deploy order-service v2.4.1 production</code> as alice, then press Approve as bob. Fields are
          filled in their order, or by name: <code>version:v2.4.1</code>. Reactions and messages do not reach an app
          without the gateway: what it is to know of a message is in its menu, <em>Apps</em>.
        </p>
      )}
    </Frame>
  );
}
