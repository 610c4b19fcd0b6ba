import { useMemo, useState } from 'react';
import { Dialog } from '../../../pages/client/dialog';
import { type PageView } from '../model';
import { ActingContext } from './block-kit/acting';
import { Blocks } from './block-kit/blocks';
import { type Option } from './block-kit/options';
import { plain, type TextObject } from './block-kit/text';
import { type Deeds } from './use-deeds';

interface Submitted {
  errors?: Record<string, string>;
  trouble?: string;
}

/** One modal of a person, with what stands in its fields. https://docs.slack.dev/surfaces/modals */
export function Modal({ view, deeds }: { view: PageView; deeds: Deeds }) {
  const [values, setValues] = useState<Record<string, string | string[]>>({});
  const [answer, setAnswer] = useState<Submitted>({});
  const [busy, setBusy] = useState(false);
  const { title, submit, close, blocks } = view.body as {
    title: TextObject;
    submit?: TextObject;
    close?: TextObject;
    blocks: object[];
  };
  const acting = useMemo(
    () => ({
      act: async (action: string, choice?: string | string[]) =>
        void (await deeds.do('clickIn', { view: view.id, action, choice, values })),
      suggest: async (action: string, typed: string) =>
        ((await deeds.do('suggest', { view: view.id, action, typed })) as Option[] | undefined) ?? [],
      form: {
        values,
        set: (id: string, value: string | string[]) => setValues((before) => ({ ...before, [id]: value })),
      },
      errors: answer.errors,
    }),
    [deeds, view.id, values, answer],
  );
  const send = async () => {
    if (busy || !submit) return;
    setBusy(true);
    const said = (await deeds.do('submit', { view: view.id, values })) as Submitted | undefined;
    setAnswer(said ?? {});
    setBusy(false);
  };
  const leave = () => void deeds.do('closeView', { view: view.id });
  return (
    <Dialog
      title={plain(title)}
      identity={view.id}
      onClose={leave}
      onSubmit={() => void send()}
      footer={
        <>
          <button type="button" className="button" onClick={leave}>
            {close ? plain(close) : 'Close'}
          </button>
          {submit && (
            <button type="submit" className="button primary" aria-busy={busy} disabled={busy}>
              {plain(submit)}
            </button>
          )}
        </>
      }
    >
      <ActingContext value={acting}>
        <Blocks blocks={blocks} />
      </ActingContext>
      {answer.trouble && (
        <p className="error" role="alert">
          {answer.trouble}
        </p>
      )}
    </Dialog>
  );
}
