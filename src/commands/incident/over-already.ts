import { type IncidentInput } from '../../model/incident';
import { noticeView } from '../../views/notice-view';
import { type DirectAnswer, type DirectTools } from '../command';
import { personRef } from '../person-ref';

/** Somebody has resolved it, by whom and when, and how it is opened again. */
export function overAlready({ by, at }: IncidentInput, id: string, tools: DirectTools): DirectAnswer {
  return {
    view: {
      ...noticeView('bad', [
        `${id} was resolved by `,
        { person: personRef(by, tools) },
        ' ',
        { time: at },
        '. Nothing was changed.',
      ]),
      actions: [{ kind: 'run', label: 'Reopen', line: `/incident reopen --id ${id}` }],
    },
    outcome: { result: 'failure', reasonCode: 'request_over', message: `${id} was resolved by @${by} already.` },
  };
}
