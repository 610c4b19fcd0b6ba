import { type Audience } from './audience';

export interface Scene {
  title: string;
  play: (audience: Audience) => Promise<void>;
}
