import { type Origin } from '../../model/command-request';
import { type View } from '../../model/view';
import { EPHEMERAL } from './answers';
import { type DiscordCall } from './discord-call';
import { directChannel } from './direct-channel';
import { DiscordCallError } from './failure';
import { firstAnswer } from './first-answer';
import { post } from './post-message';
import { renderMessage } from './render/render-message';

/** Says it to one account alone: as the answer to what it asked while that can be answered, else by direct message. */
export async function whisper(
  call: DiscordCall,
  to: Origin,
  account: string,
  view: View,
  inPlace = false,
): Promise<void> {
  const content = renderMessage(view);
  if (to.replyUrl && account === to.account && (await answered(call, to, to.replyUrl, content, inPlace))) return;
  await post(call, await directChannel(call, account), content);
}

/** An answer that is “thinking…” in front of all cannot become private: it is taken back. */
async function answered(
  call: DiscordCall,
  to: Origin,
  replyUrl: string,
  content: object,
  inPlace: boolean,
): Promise<boolean> {
  const waiting = await firstAnswer(call, to);
  if (!waiting) return false;
  try {
    const pressed = inPlace && to.pressed !== undefined && to.pressed === waiting.message['id'];
    if (pressed || (waiting.loading && waiting.ephemeral)) {
      await waiting.fill(content);
      return true;
    }
    if (waiting.loading) await waiting.remove();
    const body = { ...content, flags: EPHEMERAL };
    await call({ doing: 'a private answer', method: 'POST', path: replyUrl, body, repeatable: false });
    return true;
  } catch (error) {
    if (error instanceof DiscordCallError && !error.temporary) return false;
    throw error;
  }
}
