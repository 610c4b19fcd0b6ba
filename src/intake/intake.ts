import { type Command } from '../commands/command';
import { type Company } from '../model/company';
import { type Durable } from '../model/durable';
import { type HomeTenants } from '../policy/person-of';
import { type Messages } from '../state/messages';
import { type Requests } from '../state/requests';
import { type Votes } from '../state/votes';

/** What an incoming event is handled with. All of it is local rows and the durable client: nothing slow. */
export interface Intake {
  company: Company;
  tenants: HomeTenants;
  commands: Command[];
  requests: Requests;
  votes: Votes;
  messages: Messages;
  durable: Durable;
  /** When the request reached us. */
  receivedAt: Date;
}
