import { type Command } from '../commands/command';
import { type AuditRecord } from '../model/audit-entry';
import { type Electorate } from '../electorate/electorate';
import { type Company, type Service } from '../model/company';
import { type Durable } from '../model/durable';
import { type ParseContext } from '../parser/parse-context';
import { type HomeTenants } from '../policy/person-of';
import { type Incidents } from '../state/incidents';
import { type Messages } from '../state/messages';
import { type Requests } from '../state/requests';
import { type Votes } from '../state/votes';

/** What an incoming event is handled with. All of it is local rows and the durable client: nothing slow, but for who
 * is in a group that is kept elsewhere, where a rule names one. */
export interface Intake {
  company: Company;
  tenants: HomeTenants;
  commands: Command[];
  /** What lines of chat are understood with. */
  language: ParseContext;
  requests: Requests;
  votes: Votes;
  messages: Messages;
  incidents: Incidents;
  electorate: Electorate;
  durable: Durable;
  /** Records what was answered with the acknowledgement; nobody waits for it. */
  record: (record: AuditRecord) => void;
  /** Recent versions of a service, newest first, and none when they cannot be had in time; the vendor is asked lazily. */
  recentVersions: (service: Service) => Promise<string[]>;
  /** When the request reached us. */
  receivedAt: Date;
}
