import { type Snapshot } from '../model';
import { type PaneState } from './panes';

/** What a pane is given, and the rooms and threads in it. */
export interface PaneProps {
  workspace: Snapshot;
  pane: PaneState;
  /** Whether a person can see it now; what is hidden is not read. */
  shown: boolean;
  change: (to: Partial<PaneState>) => void;
  readUntil: (person: string, channel: string) => string;
  markRead: (person: string, channel: string, ts: string) => void;
  draft: (key: string) => string;
  setDraft: (key: string, text: string) => void;
  dismissed: string[];
  dismiss: (ts: string) => void;
}
