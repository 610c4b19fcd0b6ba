import { Icon } from './icons';

interface Props {
  name: string;
  /** An app is drawn with a mark of its own. */
  app?: boolean;
  small?: boolean;
}

const hues = [268, 152, 24, 205, 340, 96, 46, 184];

/** A square with the name's initials, always in the same colour for the same name. */
export function Avatar({ name, app, small }: Props) {
  const sum = [...name].reduce((total, letter) => total * 31 + letter.charCodeAt(0), 7);
  const hue = hues[Math.abs(sum) % hues.length];
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
