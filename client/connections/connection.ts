/** A Fauna endpoint that the user can choose. Its secret is kept apart and never part of this. */
export interface Connection {
  id: string;
  name: string;
  url: string;
  /** `saved` by the user; from the `environment` variables; or the `local` Fauna while this window runs it. */
  origin: 'saved' | 'environment' | 'local';
}

export const environmentConnectionId = 'environment';
export const localConnectionId = 'local';
