import { emojiOf, spokenName } from '../../../../pages/client/emoji';
import { fullTimeOf } from '../../../../pages/client/clock';
import { readableDate } from '../date-token';
import { safeAddress } from '../mrkdwn';
import { useReading } from '../reading';

export function UserMention({ id, label }: { id: string; label?: string }) {
  const { users, viewer } = useReading();
  const user = users.get(id);
  return (
    <span className={`mention${id === viewer ? ' me' : ''}`} title={user?.realName}>
      @{user?.name ?? label ?? id}
    </span>
  );
}

export function ChannelMention({ id, label }: { id: string; label?: string }) {
  const { channels, openChannel } = useReading();
  const channel = channels.get(id);
  if (!channel) return <span className="mention">#{label ?? id}</span>;
  return (
    <button type="button" className="mention link" onClick={() => openChannel(id)}>
      #{channel.name}
    </button>
  );
}

export function Broadcast({ range, label }: { range: string; label?: string }) {
  return <span className="mention me">{label ?? `@${range}`}</span>;
}

/** Only web and mail addresses become links; anything else stays text. */
export function SafeLink({ url, children }: { url: string; children: React.ReactNode }) {
  const address = safeAddress(url);
  if (!address) return <>{children}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" title={address}>
      {children}
    </a>
  );
}

export function Emoji({ name }: { name: string }) {
  return (
    <span role="img" aria-label={spokenName(name)} title={`:${name}:`}>
      {emojiOf(name)}
    </span>
  );
}

interface DateProps {
  seconds: number;
  format: string;
  fallback: string;
  url?: string;
}

export function LocalDate({ seconds, format, fallback, url }: DateProps) {
  const text = readableDate(seconds, format, fallback, { now: Date.now() });
  if (!Number.isFinite(seconds)) return <>{text}</>;
  const time = (
    <time dateTime={new Date(seconds * 1000).toISOString()} title={fullTimeOf(seconds * 1000)}>
      {text}
    </time>
  );
  return url ? <SafeLink url={url}>{time}</SafeLink> : time;
}
