import { type IncidentStatus } from '../model/incident';

/** Public status page port. Errors: VendorError. */
export interface StatusPage {
  readonly name: string;
  /** Posts an incident, once and without being asked twice; `find` tells whether one whose answer was lost is there. */
  open(incident: PublicIncident): Promise<{ id: string; url?: string }>;
  /** The incident that was opened under this key, if it is on the page. */
  find(key: string): Promise<{ id: string; url?: string } | null>;
  /** Posts one more update, once and without being asked twice. */
  update(id: string, update: PublicUpdate): Promise<void>;
  /** Whether an update with these words and this status is on the page since an instant. */
  hasUpdate(id: string, update: PublicUpdate, since: string): Promise<boolean>;
}

export interface PublicIncident {
  /** Ours, by which it is found again. */
  key: string;
  title: string;
  impact: 'critical' | 'major' | 'minor';
  components: string[];
}

export interface PublicUpdate {
  status: IncidentStatus;
  text: string;
  /** Set back to operational when the status is resolved. */
  components: string[];
}
