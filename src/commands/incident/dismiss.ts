import { type Subcommand } from './subcommand';
import { noticeView } from '../../views/notice-view';
import { decidedAlready, proposalOf, showProposal } from './proposal-of';

export const dismiss: Subcommand = {
  name: 'dismiss',
  usage: '<alerts>',
  summary: 'alerts are no incident: what the button of their message says',
  options: [],
  text: 'alerts',
  changes: true,

  async run(asked, tools) {
    const { request, person } = asked;
    const proposal = await proposalOf(String(request.args['text']), asked, tools);
    if (!('group' in proposal)) return proposal;
    const decision = { kind: 'dismissed', by: person.id, at: request.receivedAt, request: request.instanceId } as const;
    const standing = await tools.proposals.decide(proposal.id, proposal.episode, decision);
    if (standing.request !== request.instanceId) return decidedAlready(standing, tools);
    await showProposal(proposal, tools);
    const message = 'The alerts are dismissed.';
    const outcome = { result: 'success', reasonCode: 'completed', message, details: { alerts: proposal.id } } as const;
    return { view: noticeView('good', [message]), elsewhere: true, outcome };
  },
};
