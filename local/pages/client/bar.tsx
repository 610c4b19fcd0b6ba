import { type ReactNode } from 'react';
import { ThemeToggle } from './theme-toggle';

interface Props {
  title: string;
  connected: boolean;
  tabs?: ReactNode;
  /** Buttons before the one for light and dark. */
  children?: ReactNode;
}

/** The top of a page: what it is, whether it is up to date, light or dark. */
export function Bar({ title, connected, tabs, children }: Props) {
  return (
    <header className="bar">
      <h1>{title}</h1>
      {tabs}
      <p className="connection" role="status" data-connected={connected}>
        {connected ? 'Live' : 'Reconnecting…'}
      </p>
      {children}
      <ThemeToggle />
    </header>
  );
}
