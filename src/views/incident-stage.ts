import { type IncidentProgress } from '../model/incident';
import { type IncidentStory } from '../model/incident-story';
import { type PersonRef } from '../model/person';

/** What an incident's messages are made from. */
export interface IncidentStage {
  story: IncidentStory;
  progress: IncidentProgress;
  refer: (person: string) => PersonRef;
  /** Who is paged, e.g. `payment-team`; absent: nobody is configured. */
  team?: string;
  /** Where the service is looked at. */
  dashboard?: string;
}
