import { type Incident } from '../model/incident';
import { type View } from '../model/view';

/** The document where it cannot be a file, to be copied. */
export function postmortemMessage({ id, title }: Incident, document: string): View {
  return {
    kind: 'incident',
    tone: 'neutral',
    icon: '📄',
    headline: [`Postmortem of “${title}”`],
    code: { title: 'Markdown', text: document },
    footer: [[id]],
  };
}
