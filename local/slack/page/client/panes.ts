import { type Snapshot } from '../model';
import { channelsOf, peopleOf } from './workspace';

/** Who looks at what. */
export interface PaneState {
  person: string;
  channel: string;
  /** The `ts` of the message whose thread is open. */
  thread?: string;
}

const usual = ['alice', 'bob'];

/** Who is in which pane at first: `?as=alice,mallory`, else alice and bob; anybody where the workspace has no such people. */
export function panesFrom(search: string, workspace: Snapshot): PaneState[] {
  const people = peopleOf(workspace);
  const wanted = new URLSearchParams(search).get('as')?.split(',') ?? [];
  return usual.map((name, index) => {
    const person =
      people.find((one) => one.name === wanted[index]) ?? people.find((one) => one.name === name) ?? people[index];
    const id = person?.id ?? '';
    return { person: id, channel: channelsOf(workspace, id)[0]?.id ?? '' };
  });
}
