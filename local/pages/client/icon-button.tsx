import { type ComponentProps } from 'react';
import { Icon } from './icons';

type Props = Omit<ComponentProps<'button'>, 'children'> & { icon: ComponentProps<typeof Icon>['name']; label: string };

/** A button that shows a drawing; the label is read aloud and shown as a tooltip. */
export function IconButton({ icon, label, className = '', ...rest }: Props) {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
