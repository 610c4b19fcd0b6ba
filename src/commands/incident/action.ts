import { actionsOf } from '../../model/incident-story';
import { type Inline } from '../../model/view';
import { noticeView } from '../../views/notice-view';
import { personRef } from '../person-ref';
import { refused } from '../refused';
import { personMeant } from './commander';
import { done } from './done';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const action: Subcommand = {
  name: 'action',
  usage: '"<text>" [--owner @person] [--due friday]',
  summary: 'what is to be done afterwards; its owner is reminded each day from the day it is due',
  options: ['owner', 'due', 'id'],
  text: 'text',
  changes: true,

  async run(asked, tools) {
    const { args } = asked.request;
    const owner = args['owner'] === undefined ? asked.person : personMeant(String(args['owner']), tools.company);
    if ('problem' in owner) return refused('invalid', 'not_understood', owner.problem);
    const zone = tools.company.incidents.timeZone;
    const due = args['due'] === undefined ? undefined : await dueAt(String(args['due']), asked.now, zone);
    if (args['due'] !== undefined && !due) {
      const given = String(args['due']).slice(0, 40);
      return refused(
        'invalid',
        'not_understood',
        `“${given}” is no day: write tomorrow, friday, 3d or 2026-03-12. Nothing was kept.`,
      );
    }
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const text = String(args['text']).trim();
    await say(asked, tools, rows, { kind: 'action', text, whom: owner.id, dueAt: due });
    const number = actionsOf(rows.story).length + 1;
    const until = due ? `, until ${due.slice(0, 10)}` : '';
    return done(rows.story.incident.id, `Action ${number} is @${owner.id}’s${until}: ${text}`, { elsewhere: false });
  },
};

/** The calendar is loaded when it is asked for, and not before each acknowledgement. */
async function dueAt(text: string, now: Date, zone: string): Promise<string | undefined> {
  const { dueDay } = await import('../../policy/due-day');
  return dueDay(text, now, zone);
}

export const actionDone: Subcommand = {
  name: 'done',
  usage: '<number of the action>',
  summary: 'an action is done; without a number: which there are',
  options: ['id'],
  text: 'number',
  textOptional: true,
  changes: true,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const all = actionsOf(rows.story);
    const found = all.find(({ number }) => String(number) === String(asked.request.args['text']).trim());
    if (found && !found.done) {
      await say(asked, tools, rows, { kind: 'actionDone', whom: found.action.id, text: found.action.text });
      return done(rows.story.incident.id, `Done: ${found.action.text}`, { elsewhere: false });
    }
    const items = all.map(({ number, action: { text, whom = '', dueAt }, done: over }): Inline[] => [
      `${over ? '☑️' : '⬜'} ${number}. ${text} · `,
      { person: personRef(whom, tools) },
      dueAt ? ` · ${dueAt.slice(0, 10)}` : '',
    ]);
    const said = all.length === 0 ? 'There is no action yet.' : found ? 'That is done already.' : 'Which one is done?';
    return {
      view: { ...noticeView('neutral', [said]), lists: items.length ? [{ title: 'Actions', items }] : [] },
      outcome: { result: 'invalid', reasonCode: 'nothing_to_do', message: said },
    };
  },
};
