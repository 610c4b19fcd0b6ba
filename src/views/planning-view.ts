import { type View } from '../model/view';
import { type CommandHead, headFacts } from './command-card';
import { unmentioned } from './unmentioned';

/** Calls nobody: whoever asked is looking. */
export function planningView(head: CommandHead): View {
  return unmentioned({
    kind: 'progress',
    tone: 'neutral',
    icon: head.icon,
    headline: [head.title],
    lines: [['Reading what runs now…']],
    facts: headFacts(head),
  });
}
