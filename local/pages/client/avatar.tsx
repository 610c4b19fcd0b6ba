import { Icon } from './icons';

interface Props {
  name: string;
  /** An app is drawn with a mark of its own. */
  app?: boolean;
  small?: boolean;
}

/** Spreads names over the colour wheel; the demo company's are well apart. */
const degreesPerStep = 88;

/** A square with the name's initials, always in the same colour for the same name. */
export function Avatar({ name, app, small }: Props) {
  const sum = [...name].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  const hue = (sum * degreesPerStep) % 360;
  const initials = name
    .split(/\s+/)
    .map((word) => word[0])
    .join('')
    .slice(0, 2)
    .toUpperCase();
  return (
    <span
      className={`avatar${small ? ' small' : ''}${app ? ' app' : ''}`}
      style={app ? undefined : { background: `oklch(0.55 0.13 ${hue})` }}
      aria-hidden="true"
    >
      {app ? <Icon name="check" /> : initials}
    </span>
  );
}
