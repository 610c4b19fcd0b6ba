import { CardFactory, type TurnContext } from 'botbuilder';
import { type EchoBot } from './echo-bot';

/**
 * Makes an echo bot ask for approval, the way Teams wants it: one card for all, that refreshes itself for the approver, who
 * alone sees the buttons.
 * @param approver a Teams ID
 */
export function asksForApproval(bot: EchoBot, approver: string): void {
  let state = 'waiting for approval';
  const card = (actions: unknown[]) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { id: 'r1' } }, userIds: [approver] },
    body: [
      { type: 'TextBlock', text: 'Deploy order-service v2.4.1 to production', weight: 'Bolder', wrap: true },
      { type: 'TextBlock', text: state, wrap: true },
    ],
    ...(actions.length > 0 ? { actions } : {}),
  });
  const reject = {
    type: 'AdaptiveCard',
    body: [{ type: 'Input.Text', id: 'reason', label: 'Reason', isRequired: true, errorMessage: 'Say why' }],
    actions: [{ type: 'Action.Execute', title: 'Send', verb: 'reject', data: { id: 'r1' } }],
  };
  const buttons = [
    { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { id: 'r1' }, associatedInputs: 'none' },
    { type: 'Action.ShowCard', title: 'Reject', card: reject },
  ];
  bot.onMessage = (context: TurnContext) => {
    state = 'waiting for approval';
    return context.sendActivity({ attachments: [CardFactory.adaptiveCard(card([]))] });
  };
  bot.onInvoke = async ({ activity }) => {
    const { verb, data } = activity.value.action as { verb: string; data: { reason?: string } };
    if (verb !== 'refresh')
      state = `${verb === 'approve' ? 'approved' : 'rejected'} by ${activity.from.name}${data.reason ? `: ${data.reason}` : ''}`;
    const value = card(state.startsWith('waiting') ? buttons : []);
    return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value } };
  };
}
