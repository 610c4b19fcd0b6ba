import { createContext, useContext } from 'react';
import { type Option } from './options';

/** What buttons, menus and fields around which it stands do. */
export interface Acting {
  /** A button pressed or a choice made outside of a form's fields. */
  act: (action: string, choice?: string | string[]) => Promise<void>;
  /** Present in a form: what stands in its fields, by block ID or action ID. */
  form?: { values: Record<string, string | string[]>; set: (id: string, value: string | string[]) => void };
  /** What a menu of the form offers, as the app says, for what is typed in it. */
  suggest?: (action: string, typed: string) => Promise<Option[]>;
  /** What is wrong with the fields, by block ID. */
  errors?: Record<string, string>;
}

export const ActingContext = createContext<Acting>({ act: () => Promise.resolve() });

export const useActing = () => useContext(ActingContext);
