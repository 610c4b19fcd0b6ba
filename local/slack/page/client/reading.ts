import { createContext, useContext } from 'react';
import { type PageChannel, type PageUser } from '../model';

/** Who reads, and whom and what they know by name. */
export interface Reading {
  viewer: string;
  users: Map<string, PageUser>;
  channels: Map<string, PageChannel>;
  openChannel: (id: string) => void;
}

export const ReadingContext = createContext<Reading | undefined>(undefined);

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error('nobody reads here: no ReadingContext around it');
  return reading;
}

export const nameIn = ({ users }: Pick<Reading, 'users'>, id: string) => users.get(id)?.name ?? id;
