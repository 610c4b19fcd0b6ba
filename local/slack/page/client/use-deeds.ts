import { useMemo } from 'react';
import { act } from '../../../pages/client/act';

export interface Deeds {
  /** @returns what the server said, or undefined when it refused; the person has been told why then */
  do: (deed: string, given: object) => Promise<unknown>;
}

/** What one person can do, as the server's acting API has it. */
export function useDeeds(person: string, notify: (text: string) => void): Deeds {
  return useMemo(
    () => ({
      do: async (deed, given) => {
        try {
          return await act(`/_admin/as/${person}/${deed}`, given);
        } catch (error) {
          notify((error as Error).message);
          return undefined;
        }
      },
    }),
    [person, notify],
  );
}
