import { type View } from '../model/view';
import { type CommandHead, headFacts } from './command-card';

export function planningView(head: CommandHead): View {
  return {
    kind: 'progress',
    tone: 'neutral',
    icon: head.icon,
    headline: [head.title],
    lines: [['Reading what runs now…']],
    facts: headFacts(head),
  };
}
