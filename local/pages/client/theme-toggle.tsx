import { useEffect, useSyncExternalStore } from 'react';
import { IconButton } from './icon-button';
import { useStored } from './use-stored';

const dark = matchMedia('(prefers-color-scheme: dark)');
const watch = (changed: () => void) => {
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
};

/** Light or dark: the system's choice until one is made here. */
export function ThemeToggle() {
  const system = useSyncExternalStore(watch, () => (dark.matches ? 'dark' : 'light'));
  const [chosen, choose] = useStored<'light' | 'dark' | null>('theme', null);
  const theme = chosen ?? system;
  const other = theme === 'dark' ? 'light' : 'dark';
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <IconButton
      icon={theme === 'dark' ? 'sun' : 'moon'}
      label={`Switch to ${other}`}
      onClick={() => choose(other === system ? null : other)}
    />
  );
}
